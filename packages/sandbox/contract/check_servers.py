"""Servers with what they hold: private networks, volumes, primary IPs."""

from __future__ import annotations

from hcloud import Client
from hcloud.firewalls import Firewall
from hcloud.images import Image
from hcloud.locations import Location
from hcloud.placement_groups import PlacementGroup
from hcloud.server_types import ServerType
from hcloud.servers import ServerCreatePublicNetwork

from judge import LABELS, equal, finish, refused


def check_server(client: Client, key, network, firewall):
    group = client.placement_groups.create(name="contract", type="spread").placement_group
    created = client.servers.create(
        name="contract-1",
        server_type=ServerType(name="cpx22"),
        image=Image(name="debian-13"),
        location=Location(name="nbg1"),
        ssh_keys=[key],
        networks=[network],
        firewalls=[Firewall(id=firewall.id)],
        placement_group=PlacementGroup(id=group.id),
        labels={**LABELS, "n": "1"},
        user_data="#cloud-config\n{}\n",
    )
    equal("a server without a password, because it has a key", created.root_password, None)
    with refused("changing a server that is being created", "locked"):
        created.server.power_off()
    finish("a server", created.action, *created.next_actions)
    server = client.servers.get_by_id(created.server.id)
    equal("its status", (server.status, server.locked), ("running", False))
    equal("its type and image", (server.server_type.name, server.image.name), ("cpx22", "debian-13"))
    equal("its place", server.location.name, "nbg1")
    equal("its public addresses", (bool(server.public_net.ipv4.ip), server.public_net.ipv6.ip.endswith("::/64")), (True, True))
    equal("its private address", [net.ip for net in server.private_net], ["10.20.1.1"])
    equal("its firewall", [(fw.firewall.id, fw.status) for fw in server.public_net.firewalls], [(firewall.id, "applied")])
    equal("its placement group", server.placement_group.id, group.id)
    group.reload()
    equal("its placement group's servers", group.servers, [server.id])
    network.reload()
    equal("its network's servers", [s.id for s in network.servers], [server.id])
    with refused("a server of the same name", "uniqueness_error"):
        client.servers.create(name="contract-1", server_type=ServerType(name="cpx22"), image=Image(name="debian-13"))
    with refused("a server type where it is not sold", "invalid_input"):
        client.servers.create(
            name="far", server_type=ServerType(name="cx23"), image=Image(name="debian-13"), location=Location(name="sin")
        )
    return server, group


def check_server_actions(client: Client, server, network) -> None:
    finish("off", server.power_off())
    server.reload()
    equal("the status when off", server.status, "off")
    finish("on", server.power_on())
    finish("detached", server.detach_from_network(network))
    finish("attached", server.attach_to_network(network, ip="10.20.1.77"))
    server.reload()
    equal("the address that was asked for", [net.ip for net in server.private_net], ["10.20.1.77"])
    with refused("attaching it twice", "server_already_attached"):
        server.attach_to_network(network)
    with refused("deleting a subnet in use", "service_error"):
        network.delete_subnet(network.subnets[0])
    finish("protected", server.change_protection(delete=True, rebuild=True))
    with refused("deleting a protected server", "protected"):
        server.delete()
    finish("unprotected", server.change_protection(delete=False, rebuild=False))

    actions = server.get_actions(sort=["id:desc"])
    commands = [action.command for action in actions]
    equal("the server's actions, the latest first", commands[:2], ["change_protection", "change_protection"])
    equal("the server's first action", commands[-1], "create_server")
    one = client.actions.get_by_id(actions[-1].id)
    equal("an action by its id", (one.command, [r["type"] for r in one.resources][:1]), ("create_server", ["server"]))


def check_storage_and_addresses(client: Client, server) -> None:
    created = client.volumes.create(size=10, name="contract", location=Location(name="nbg1"), format="ext4")
    finish("a volume", created.action, *created.next_actions)
    volume = client.volumes.get_by_id(created.volume.id)
    finish("a volume attached", volume.attach(server, automount=False))
    volume.reload()
    equal("the volume's server", (volume.server.id, volume.linux_device.endswith(str(volume.id))), (server.id, True))
    finish("a larger volume", volume.resize(20))
    finish("a volume detached", volume.detach())
    volume.reload()
    equal("the volume when detached", (volume.server, volume.size), (None, 20))
    equal("the volume's delete", volume.delete(), True)

    response = client.primary_ips.create(type="ipv4", name="contract-ip", location=Location(name="nbg1"), auto_delete=False)
    primary_ip = response.primary_ip
    equal("a primary IP", (primary_ip.type, primary_ip.assignee_id), ("ipv4", None))
    spare = client.servers.create(
        name="contract-spare",
        server_type=ServerType(name="cax11"),
        image=Image(name="ubuntu-24.04"),
        location=Location(name="nbg1"),
        public_net=ServerCreatePublicNetwork(ipv4=primary_ip, enable_ipv4=True, enable_ipv6=False),
        labels={"n": "2"},
    )
    finish("a server with that primary IP", spare.action, *spare.next_actions)
    other = client.servers.get_by_id(spare.server.id)
    equal("the server's address", (other.public_net.ipv4.ip, other.public_net.ipv6), (primary_ip.ip, None))
    with refused("deleting a primary IP in use", "must_be_unassigned"):
        primary_ip.delete()
    finish("the server deleted", other.delete())
    primary_ip.reload()
    equal("the primary IP outlives the server", primary_ip.assignee_id, None)
    equal("the primary IP's delete", primary_ip.delete(), True)

"""The catalog, SSH keys, networks, firewalls and pages."""

from __future__ import annotations

from hcloud import Client
from hcloud.firewalls import FirewallResource, FirewallResourceLabelSelector, FirewallRule
from hcloud.networks import NetworkRoute, NetworkSubnet

from judge import LABELS, equal, finish, refused

# Two keys made for this check; their private halves were thrown away.
PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIALHVdnkM8cTVhaPrt5Vyf2BO0QWRuWe+NavrXobBpYr contract@prego"
FINGERPRINT = "2f:48:e5:dd:10:2a:77:5b:03:6d:65:2b:c2:28:15:2d"
OTHER_PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAID/XDJMQAcXhLXghP26mDD6f/LqUvsZ90+yTrGowRsCE contract@prego"


def check_catalog(client: Client) -> None:
    names = sorted(location.name for location in client.locations.get_all())
    equal("locations", names, ["ash", "fsn1", "hel1", "hil", "nbg1", "sin"])
    equal("a location's zone", client.locations.get_by_name("sin").network_zone, "ap-southeast")

    first, meta = client.server_types.get_list(per_page=10)
    equal("a page of server types", (len(first), meta.pagination.next_page), (10, 2))
    every = client.server_types.get_all()
    equal("all server types", len(every), meta.pagination.total_entries)
    cpx22 = client.server_types.get_by_name("cpx22")
    equal("a server type", (cpx22.cores, cpx22.architecture, cpx22.cpu_type), (2, "x86", "shared"))
    available = sorted(entry.location.name for entry in cpx22.locations if entry.available)
    equal("where it is sold", available, ["fsn1", "hel1", "nbg1", "sin"])
    priced = sorted(price["location"] for price in cpx22.prices)
    equal("where it is priced", priced, available)

    arm = client.images.get_by_name_and_architecture("debian-13", "arm")
    equal("an image by name and architecture", (arm.os_flavor, arm.architecture), ("debian", "arm"))
    equal("a deprecated image is left out", client.images.get_by_name_and_architecture("debian-11", "x86"), None)
    old = client.images.get_by_name_and_architecture("debian-11", "x86", include_deprecated=True)
    equal("a deprecated image when asked for", old.deprecation is not None, True)


def check_ssh_keys(client: Client):
    key = client.ssh_keys.create(name="contract", public_key=PUBLIC_KEY, labels=LABELS)
    equal("an SSH key's fingerprint", key.fingerprint, FINGERPRINT)
    equal("an SSH key by fingerprint", client.ssh_keys.get_by_fingerprint(FINGERPRINT).id, key.id)
    equal("an SSH key by name", client.ssh_keys.get_by_name("contract").labels, LABELS)
    with refused("the same SSH key again", "uniqueness_error"):
        client.ssh_keys.create(name="other", public_key=PUBLIC_KEY)
    with refused("another SSH key of the same name", "uniqueness_error"):
        client.ssh_keys.create(name="contract", public_key=OTHER_PUBLIC_KEY)
    with refused("what is no SSH key", "invalid_input"):
        client.ssh_keys.create(name="third", public_key="ssh-ed25519 nonsense")
    with refused("a bad label", "invalid_input"):
        client.ssh_keys.create(name="third", public_key=OTHER_PUBLIC_KEY, labels={"a b": "c"})
    renamed = key.update(name="renamed")
    equal("an SSH key with a new name keeps its labels", (renamed.name, renamed.labels), ("renamed", LABELS))
    return key


def check_network(client: Client):
    network = client.networks.create(name="contract", ip_range="10.20.0.0/16", labels=LABELS)
    equal("a new network", (network.ip_range, network.subnets, network.servers), ("10.20.0.0/16", [], []))
    subnet = NetworkSubnet(type="cloud", ip_range="10.20.1.0/24", network_zone="eu-central")
    finish("a subnet", network.add_subnet(subnet))
    network.reload()
    equal("a subnet's gateway", [s.gateway for s in network.subnets], ["10.20.0.1"])
    with refused("a subnet that overlaps", "invalid_input"):
        network.add_subnet(NetworkSubnet(type="cloud", ip_range="10.20.1.128/25", network_zone="eu-central"))
    with refused("a subnet in another zone", "invalid_input"):
        network.add_subnet(NetworkSubnet(type="cloud", ip_range="10.20.2.0/24", network_zone="us-east"))
    with refused("a public range", "invalid_input"):
        client.networks.create(name="public", ip_range="8.8.0.0/16")
    route = NetworkRoute(destination="192.168.0.0/16", gateway="10.20.1.2")
    finish("a route", network.add_route(route))
    network.reload()
    equal("the routes", [r.destination for r in network.routes], ["192.168.0.0/16"])
    finish("no route", network.delete_route(route))
    finish("a larger range", network.change_ip_range("10.20.0.0/15"))
    network.reload()
    equal("the network's range", (network.ip_range, network.routes), ("10.20.0.0/15", []))
    return network


def check_firewall(client: Client):
    rule = FirewallRule(direction="in", protocol="tcp", port="22", source_ips=["0.0.0.0/0", "::/0"], description="ssh")
    created = client.firewalls.create(name="contract", rules=[rule], labels=LABELS)
    finish("a firewall", *created.actions)
    firewall = created.firewall
    equal("its rules", [(r.port, r.source_ips) for r in firewall.rules], [("22", ["0.0.0.0/0", "::/0"])])
    with refused("a range with host bits", "invalid_input"):
        firewall.set_rules([FirewallRule(direction="in", protocol="icmp", source_ips=["10.0.0.1/8"])])
    finish("other rules", *firewall.set_rules([FirewallRule(direction="in", protocol="icmp", source_ips=["10.0.0.0/8"])]))
    firewall.reload()
    equal("the rules now", [(r.protocol, r.port) for r in firewall.rules], [("icmp", None)])
    return firewall


def check_selectors(client: Client, server, firewall) -> None:
    def found(selector: str) -> list[str]:
        return [one.name for one in client.servers.get_all(label_selector=selector)]

    equal("servers by n=1", found("n=1"), ["contract-1"])
    equal("servers by n in (1,2),managed-by", found("n in (1,2),managed-by"), ["contract-1"])
    equal("servers by example.com/role notin (x)", found("example.com/role notin (x)"), ["contract-1"])
    equal("servers by !n", found("!n"), [])
    with refused("a bad selector", "invalid_input"):
        found("n in 1")

    by_label = FirewallResource(
        type=FirewallResource.TYPE_LABEL_SELECTOR, label_selector=FirewallResourceLabelSelector(selector="n=1")
    )
    second = client.firewalls.create(name="by-label", rules=[], resources=[by_label])
    finish("a firewall by label", *second.actions)
    chosen = client.firewalls.get_by_id(second.firewall.id)
    reached = [one.server.id for target in chosen.applied_to for one in target.applied_to_resources]
    equal("the servers that it reaches", reached, [server.id])
    server.reload()
    ids = sorted(entry.firewall.id for entry in server.public_net.firewalls)
    equal("the server's firewalls", ids, sorted([firewall.id, chosen.id]))
    with refused("removing it from the server alone", "firewall_managed_by_label_selector"):
        chosen.remove_from_resources([FirewallResource(type=FirewallResource.TYPE_SERVER, server=server)])
    with refused("deleting a firewall in use", "resource_in_use"):
        chosen.delete()
    finish("the firewall removed", *chosen.remove_from_resources([by_label]))
    equal("the firewall's delete", chosen.delete(), True)


def check_pages(client: Client) -> None:
    groups = [client.placement_groups.create(name=f"page-{n:02}", type="spread").placement_group for n in range(30)]
    page, meta = client.placement_groups.get_list(label_selector="", sort=["name:desc"])
    equal("a page holds 25", len(page), 25)
    pagination = meta.pagination
    equal("the first of two pages", (pagination.page, pagination.next_page, pagination.last_page), (1, 2, 2))
    equal("sorted by name, backwards", page[0].name, "page-29")
    equal("all pages", len(client.placement_groups.get_all()), pagination.total_entries)
    with refused("a page of 51", "invalid_input"):
        client.placement_groups.get_list(per_page=51)
    with refused("an unknown field to sort by", "invalid_input"):
        client.placement_groups.get_list(sort=["colour"])
    for group in groups:
        group.delete()
    equal("none of them left", [g.name for g in client.placement_groups.get_all()], ["contract"])

"""Walks the vendor's own Python client through the sandbox's Hetzner Cloud.

Reads HCLOUD_ENDPOINT (with /v1) and HCLOUD_TOKEN, which must open an empty project. Prints one line a check and
ends with status 1 at the first difference.
"""

from __future__ import annotations

import os

from check_resources import check_catalog, check_firewall, check_network, check_pages, check_selectors, check_ssh_keys
from check_servers import check_server, check_server_actions, check_storage_and_addresses
from hcloud import Client
from judge import equal, finish, refused

POLL_SECONDS = 0.05


def check_end(client: Client, server, group, firewall, network, key) -> None:
    finish("a protected network", network.change_protection(delete=True))
    with refused("deleting a protected network", "protected"):
        network.delete()
    finish("an unprotected network", network.change_protection(delete=False))
    gone = server.id
    finish("the server deleted", server.delete())
    with refused("a server that is gone", "not_found"):
        client.servers.get_by_id(gone)
    equal("a server that is gone, by name", client.servers.get_by_name("contract-1"), None)
    firewall.reload()
    equal("its firewall is free", firewall.applied_to, [])
    for what, resource in [("group", group), ("firewall", firewall), ("network", network), ("key", key)]:
        equal(f"the {what}'s delete", resource.delete(), True)
    left = [client.servers, client.networks, client.firewalls, client.ssh_keys, client.primary_ips, client.volumes]
    equal("nothing is left", [one for kind in left for one in kind.get_all()], [])


def main() -> None:
    client = Client(
        token=os.environ["HCLOUD_TOKEN"], api_endpoint=os.environ["HCLOUD_ENDPOINT"], poll_interval=POLL_SECONDS
    )
    check_catalog(client)
    key = check_ssh_keys(client)
    network = check_network(client)
    firewall = check_firewall(client)
    server, group = check_server(client, key, network, firewall)
    check_server_actions(client, server, network)
    check_storage_and_addresses(client, server)
    check_selectors(client, server, firewall)
    check_pages(client)
    check_end(client, server, group, firewall, network, key)
    stranger = Client(token="x" * 64, api_endpoint=os.environ["HCLOUD_ENDPOINT"])
    with refused("an unknown token", "unauthorized"):
        stranger.servers.get_all()


if __name__ == "__main__":
    main()

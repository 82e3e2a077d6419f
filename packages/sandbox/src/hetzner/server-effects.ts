import type { ServerDocument, ServerStatus } from './documents.ts';
import type { Effect } from './effect.ts';
import { releaseServer } from './firewall-targets.ts';
import type { Hetzner } from './hetzner.ts';
import { releasePrimaryIp } from './primary-ip-lifecycle.ts';

/** Sets the status; `boot` when the machine was powered on with it. */
const setServerStatus: Effect = (hetzner, project, args) => {
  const { server, status, boot } = args as { server: number; status: ServerStatus; boot?: boolean };
  change(hetzner, project, server, (document) => ({
    ...document,
    status,
    boots: document.boots + (boot ? 1 : 0),
  }));
};

/** The server is gone, what it held is free again, and it is billed no more. */
const deleteServer: Effect = (hetzner, project, args, now) => {
  const { server: id } = args as { server: number };
  const server = hetzner.servers.get(project, id);
  if (!server) return;
  for (const volume of hetzner.volumes.list(project)) {
    if (volume.server === id) hetzner.volumes.put(project, { ...volume, server: null });
  }
  releaseServer(hetzner, project, id);
  for (const ip of [server.primaryIps.ipv4, server.primaryIps.ipv6]) {
    if (ip !== null) releasePrimaryIp(hetzner, project, ip, now);
  }
  hetzner.servers.delete(project, id);
  hetzner.core.ledger.close(project, 'server', String(id), now);
};

const detachFromNetwork: Effect = (hetzner, project, args) => {
  const { server, network } = args as { server: number; network: number };
  change(hetzner, project, server, (document) => ({
    ...document,
    privateNets: document.privateNets.filter((net) => net.network !== network),
  }));
};

const leavePlacementGroup: Effect = (hetzner, project, args) => {
  const { server } = args as { server: number };
  change(hetzner, project, server, (document) => ({ ...document, placementGroup: null }));
};

const protectServer: Effect = (hetzner, project, args) => {
  const { server, protection } = args as { server: number; protection: ServerDocument['protection'] };
  change(hetzner, project, server, (document) => ({ ...document, protection }));
};

export const serverEffects = {
  setServerStatus,
  deleteServer,
  detachFromNetwork,
  leavePlacementGroup,
  protectServer,
};

function change(hetzner: Hetzner, project: number, id: number, to: (document: ServerDocument) => ServerDocument): void {
  const document = hetzner.servers.get(project, id);
  if (document) hetzner.servers.put(project, to(document));
}

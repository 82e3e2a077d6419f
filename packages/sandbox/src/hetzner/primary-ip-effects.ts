import type { PrimaryIpDocument } from './documents.ts';
import type { Effect } from './effect.ts';
import type { Hetzner } from './hetzner.ts';

const assignPrimaryIp: Effect = (hetzner, project, args) => {
  const { primaryIp, server } = args as { primaryIp: number; server: number };
  setAssignee(hetzner, project, primaryIp, server);
};

const unassignPrimaryIp: Effect = (hetzner, project, args) => {
  const { primaryIp } = args as { primaryIp: number };
  setAssignee(hetzner, project, primaryIp, null);
};

const protectPrimaryIp: Effect = (hetzner, project, args) => {
  const { primaryIp, protection } = args as { primaryIp: number; protection: PrimaryIpDocument['protection'] };
  const document = hetzner.primaryIps.get(project, primaryIp);
  if (document) hetzner.primaryIps.put(project, { ...document, protection });
};

const changeDnsPtr: Effect = (hetzner, project, args) => {
  const { primaryIp, dnsPtr } = args as { primaryIp: number; dnsPtr: PrimaryIpDocument['dnsPtr'] };
  const document = hetzner.primaryIps.get(project, primaryIp);
  if (document) hetzner.primaryIps.put(project, { ...document, dnsPtr });
};

export const primaryIpEffects = { assignPrimaryIp, unassignPrimaryIp, protectPrimaryIp, changeDnsPtr };

/** Address and server each name the other: both are written, the server that had it included. */
function setAssignee(hetzner: Hetzner, project: number, id: number, assignee: number | null): void {
  const document = hetzner.primaryIps.get(project, id);
  if (!document) return;
  hetzner.primaryIps.put(project, { ...document, assignee });
  for (const [server, held] of [
    [document.assignee, null],
    [assignee, id],
  ] as const) {
    const holder = server === null ? undefined : hetzner.servers.get(project, server);
    if (holder) {
      hetzner.servers.put(project, { ...holder, primaryIps: { ...holder.primaryIps, [document.type]: held } });
    }
  }
}

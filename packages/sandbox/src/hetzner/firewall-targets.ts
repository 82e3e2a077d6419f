import { z } from 'zod';
import type { FirewallDocument, ServerDocument } from './documents.ts';
import { HetznerError, notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { parseSelector } from './labels.ts';

// Source: Hetzner Cloud API docs, "Firewall Actions".
const FIREWALLS_A_SERVER = 5;

/** What a firewall is applied to: a server, or whatever servers a label selector finds at the time. */
export type FirewallTarget = FirewallDocument['appliedTo'][number];

export const targetsBody = z.array(
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('server'), server: z.object({ id: z.number().int() }) }),
    z.object({ type: z.literal('label_selector'), label_selector: z.object({ selector: z.string() }) }),
  ]),
);

export function readTargets(body: z.infer<typeof targetsBody>): FirewallTarget[] {
  return body.map((target) => {
    if (target.type === 'server') return { type: 'server', server: target.server.id };
    parseSelector(target.label_selector.selector);
    return { type: 'label_selector', selector: target.label_selector.selector };
  });
}

export function sameTarget(a: FirewallTarget, b: FirewallTarget): boolean {
  if (a.type === 'server') return b.type === 'server' && a.server === b.server;
  return b.type === 'label_selector' && a.selector === b.selector;
}

function finds(target: FirewallTarget, server: ServerDocument): boolean {
  return target.type === 'server' ? target.server === server.id : parseSelector(target.selector)(server.labels);
}

/** The ids of the servers that a target stands for now. */
export function serversOfTarget(hetzner: Hetzner, project: number, target: FirewallTarget): number[] {
  const servers = hetzner.servers.list(project).filter((server) => finds(target, server));
  return servers.map((server) => server.id);
}

/** The firewalls in force for a server, directly or by label selector, as its public net shows them. */
export function firewallsOfServer(
  hetzner: Hetzner,
  project: number,
  server: ServerDocument,
): { id: number; status: 'applied' }[] {
  const inForce = hetzner.firewalls
    .list(project)
    .filter((firewall) => firewall.appliedTo.some((target) => finds(target, server)));
  return inForce.map((firewall) => ({ id: firewall.id, status: 'applied' }));
}

/** Refuses one firewall too many for a server; `more` are about to be applied to it. */
export function refuseTooManyFirewalls(hetzner: Hetzner, project: number, server: ServerDocument, more: number): void {
  if (firewallsOfServer(hetzner, project, server).length + more > FIREWALLS_A_SERVER) {
    throw new HetznerError('resource_limit_exceeded', `server can have at most ${FIREWALLS_A_SERVER} firewalls`);
  }
}

/** Applies firewalls to a server that has just been put; part of its creation, so that no action is shown for it. */
export function applyFirewallsAtCreate(
  hetzner: Hetzner,
  project: number,
  serverId: number,
  firewallIds: number[],
): void {
  for (const id of new Set(firewallIds)) {
    const firewall = hetzner.firewalls.get(project, id);
    if (!firewall) throw notFound('firewall', id);
    hetzner.firewalls.put(project, {
      ...firewall,
      appliedTo: [...firewall.appliedTo, { type: 'server', server: serverId }],
    });
  }
  const server = hetzner.servers.get(project, serverId);
  if (server) refuseTooManyFirewalls(hetzner, project, server, 0);
}

/** Takes a server that goes away out of every firewall. */
export function releaseServer(hetzner: Hetzner, project: number, serverId: number): void {
  const gone: FirewallTarget = { type: 'server', server: serverId };
  for (const firewall of hetzner.firewalls.list(project)) {
    const appliedTo = firewall.appliedTo.filter((target) => !sameTarget(target, gone));
    if (appliedTo.length < firewall.appliedTo.length) hetzner.firewalls.put(project, { ...firewall, appliedTo });
  }
}

import type { Hono } from 'hono';
import { z } from 'zod';
import type { Call, SandboxEnv } from '../core/http.ts';
import { type NewAction, refuseIfLocked, startAction } from './actions.ts';
import { readBody } from './body.ts';
import { readDnsPtr } from './dns-ptr.ts';
import type { PrimaryIpDocument, ServerDocument } from './documents.ts';
import { HetznerError, notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { type Act, lockedActions } from './locked-actions.ts';

/** What an action on an address is, once the request has been found right. */
type PrimaryIpAction = (hetzner: Hetzner, call: Call, ip: PrimaryIpDocument) => Omit<NewAction, 'project' | 'now'>;

const ACTIONS: Record<string, Act<PrimaryIpDocument>> = {
  assign: started(assign),
  unassign: started(unassign),
  change_protection: started(changeProtection),
  change_dns_ptr: started(changeDnsPtr),
};

/** `POST /primary_ips/{id}/actions/…`: each is refused while another action runs on the address. */
export function primaryIpActions(hetzner: Hetzner): Hono<SandboxEnv> {
  const target = {
    path: 'primary_ips',
    type: 'primary_ip',
    kind: 'primary IP',
    collection: hetzner.primaryIps,
  } as const;
  return lockedActions(hetzner, target, ACTIONS);
}

function started(describe: PrimaryIpAction): Act<PrimaryIpDocument> {
  return (hetzner, call, ip) =>
    startAction(hetzner, { project: call.project.id, now: call.now, ...describe(hetzner, call, ip) });
}

/** The server that an address of this type can be assigned to: it is off and has none yet. */
export function serverToAssign(
  hetzner: Hetzner,
  call: Call,
  id: number,
  type: PrimaryIpDocument['type'],
): ServerDocument {
  const server = hetzner.servers.get(call.project.id, id);
  if (!server) throw notFound('server', id);
  refuseIfLocked(hetzner, call.project.id, 'server', id);
  if (server.primaryIps[type] !== null) {
    throw new HetznerError(`server_has_${type}`, `server already has an ${type} address`);
  }
  refuseIfRunning(server);
  return server;
}

function refuseIfRunning(server: ServerDocument): void {
  if (server.status !== 'off') throw new HetznerError('server_not_stopped', 'server must be stopped');
}

const assignment = z.object({ assignee_id: z.number().int(), assignee_type: z.literal('server').default('server') });

function assign(hetzner: Hetzner, call: Call, ip: PrimaryIpDocument): Omit<NewAction, 'project' | 'now'> {
  const { assignee_id } = readBody(call, assignment);
  if (ip.assignee !== null) {
    throw new HetznerError('primary_ip_already_assigned', 'primary IP is already assigned to a server');
  }
  const server = serverToAssign(hetzner, call, assignee_id, ip.type);
  if (server.location !== ip.location) {
    throw new HetznerError('primary_ip_datacenter_mismatch', 'primary IP is in a different location than the server');
  }
  return {
    command: 'assign_primary_ip',
    resources: ipAndServer(ip.id, server.id),
    effect: { name: 'assignPrimaryIp', args: { primaryIp: ip.id, server: server.id } },
  };
}

function unassign(hetzner: Hetzner, call: Call, ip: PrimaryIpDocument): Omit<NewAction, 'project' | 'now'> {
  const server = ip.assignee === null ? undefined : hetzner.servers.get(call.project.id, ip.assignee);
  if (!server) throw new HetznerError('invalid_input', 'primary IP is not assigned', {});
  refuseIfLocked(hetzner, call.project.id, 'server', server.id);
  refuseIfRunning(server);
  return {
    command: 'unassign_primary_ip',
    resources: ipAndServer(ip.id, server.id),
    effect: { name: 'unassignPrimaryIp', args: { primaryIp: ip.id } },
  };
}

function changeProtection(_hetzner: Hetzner, call: Call, ip: PrimaryIpDocument): Omit<NewAction, 'project' | 'now'> {
  const protection = readBody(call, z.object({ delete: z.boolean() }));
  return {
    command: 'change_protection',
    resources: [{ id: ip.id, type: 'primary_ip' }],
    effect: { name: 'protectPrimaryIp', args: { primaryIp: ip.id, protection } },
  };
}

function changeDnsPtr(_hetzner: Hetzner, call: Call, ip: PrimaryIpDocument): Omit<NewAction, 'project' | 'now'> {
  return {
    command: 'change_dns_ptr',
    resources: [{ id: ip.id, type: 'primary_ip' }],
    effect: { name: 'changeDnsPtr', args: readDnsPtr(call, [ip]) },
  };
}

function ipAndServer(ip: number, server: number): NewAction['resources'] {
  return [
    { id: ip, type: 'primary_ip' },
    { id: server, type: 'server' },
  ];
}

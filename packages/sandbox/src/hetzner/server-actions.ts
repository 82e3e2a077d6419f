import type { Hono } from 'hono';
import { z } from 'zod';
import type { Call, SandboxEnv } from '../core/http.ts';
import { type NewAction, startAction } from './actions.ts';
import { readBody } from './body.ts';
import { readDnsPtr } from './dns-ptr.ts';
import type { ActionDocument, ServerDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { type Act, lockedActions } from './locked-actions.ts';
import { placementGroupWithRoom } from './placement-groups.ts';
import { powerActions } from './power.ts';
import { attachToNetwork, detachFromNetwork, networkAttachment } from './private-nets.ts';

/** `POST /servers/{id}/actions/…`: each is refused while another action runs on the server. */
const ACTIONS: Record<string, Act<ServerDocument>> = {
  ...powerActions,
  change_protection: changeProtection,
  change_dns_ptr: changeDnsPtr,
  add_to_placement_group: addToPlacementGroup,
  remove_from_placement_group: removeFromPlacementGroup,
  attach_to_network: (hetzner, call, server) =>
    attachToNetwork(hetzner, call, server.id, readBody(call, networkAttachment)),
  detach_from_network: (hetzner, call, server) =>
    detachFromNetwork(hetzner, call, server, readBody(call, z.object({ network: z.number().int() })).network),
};

export function serverActionRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const target = { path: 'servers', type: 'server', kind: 'server', collection: hetzner.servers } as const;
  return lockedActions(hetzner, target, ACTIONS);
}

const protectionChange = z.object({ delete: z.boolean().optional(), rebuild: z.boolean().optional() });

/** Source: Hetzner Cloud API docs, "Change Server Protection": for now both must have the same value. */
function changeProtection(hetzner: Hetzner, call: Call, server: ServerDocument): ActionDocument {
  const protection = { ...server.protection, ...readBody(call, protectionChange) };
  if (protection.delete !== protection.rebuild) {
    throw invalidInput('rebuild', 'delete and rebuild protection must have the same value');
  }
  return startAction(hetzner, {
    ...onServer(call, server, 'change_protection'),
    effect: { name: 'protectServer', args: { server: server.id, protection } },
  });
}

function changeDnsPtr(hetzner: Hetzner, call: Call, server: ServerDocument): ActionDocument {
  const own = hetzner.primaryIps.list(call.project.id).filter((ip) => ip.assignee === server.id);
  return startAction(hetzner, {
    ...onServer(call, server, 'change_dns_ptr'),
    effect: { name: 'changeDnsPtr', args: readDnsPtr(call, own) },
  });
}

function addToPlacementGroup(hetzner: Hetzner, call: Call, server: ServerDocument): ActionDocument {
  const { placement_group } = readBody(call, z.object({ placement_group: z.number().int() }));
  const group = placementGroupWithRoom(hetzner, call.project.id, placement_group);
  if (server.status !== 'off') throw new HetznerError('server_not_stopped', 'server must be stopped');
  if (server.placementGroup !== null) {
    throw new HetznerError('invalid_input', 'server is already in a placement group', {});
  }
  // Takes the place with the request, so that two of them can't both get the last one.
  hetzner.servers.put(call.project.id, { ...server, placementGroup: group.id });
  const action = onServer(call, server, 'add_to_placement_group');
  return startAction(hetzner, {
    ...action,
    resources: [...action.resources, { id: group.id, type: 'placement_group' }],
    failureEffect: { name: 'leavePlacementGroup', args: { server: server.id } },
  });
}

function removeFromPlacementGroup(hetzner: Hetzner, call: Call, server: ServerDocument): ActionDocument {
  if (server.placementGroup === null) {
    throw new HetznerError('invalid_input', 'server is not in a placement group', {});
  }
  const action = onServer(call, server, 'remove_from_placement_group');
  return startAction(hetzner, {
    ...action,
    resources: [...action.resources, { id: server.placementGroup, type: 'placement_group' }],
    effect: { name: 'leavePlacementGroup', args: { server: server.id } },
  });
}

function onServer(call: Call, server: ServerDocument, command: string): NewAction {
  return { project: call.project.id, now: call.now, command, resources: [{ id: server.id, type: 'server' }] };
}

import { Hono } from 'hono';
import { z } from 'zod';
import type { Call, Reply, SandboxEnv } from '../core/http.ts';
import { refuseIfLocked, showAction, startAction } from './actions.ts';
import { readBody } from './body.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { freeName, withUpdate } from './naming.ts';
import { primaryIpActions, serverToAssign } from './primary-ip-actions.ts';
import { createPrimaryIp, deletePrimaryIp } from './primary-ip-lifecycle.ts';
import { refuseDatacenter } from './retired.ts';
import { documentOf, serving } from './route.ts';
import { showPrimaryIp } from './show-primary-ip.ts';
import { wantedLocation } from './wanted-location.ts';

const id = z.number().int().positive();

const created = z.object({
  name: z.string(),
  type: z.enum(['ipv4', 'ipv6']),
  assignee_type: z.literal('server').nullish(),
  assignee_id: id.nullish(),
  location: z.union([id, z.string().min(1)]).nullish(),
  datacenter: z.unknown().optional(),
  auto_delete: z.boolean().nullish(),
  labels: z.unknown().optional(),
});

export function primaryIpRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const { primaryIps } = hetzner;
  const kind = { collection: primaryIps, kind: 'primary IP' };
  return new Hono<SandboxEnv>()
    .get(
      '/primary_ips',
      on((call) => {
        const address = call.query.get('ip');
        const found = primaryIps.list(call.project.id).filter(({ ip }) => address === null || ip === address);
        return listing(call, 'primary_ips', found, { sortable: ['id', 'name', 'created'], show: showPrimaryIp });
      }),
    )
    .post(
      '/primary_ips',
      on((call) => create(hetzner, call)),
    )
    .get(
      '/primary_ips/:id',
      on((call) => ({ status: 200, body: { primary_ip: showPrimaryIp(documentOf(primaryIps, call, 'primary IP')) } })),
    )
    .put(
      '/primary_ips/:id',
      on((call) => {
        const ip = documentOf(primaryIps, call, 'primary IP');
        const { auto_delete } = readBody(call, z.object({ auto_delete: z.boolean().optional() }));
        const changed = primaryIps.put(call.project.id, {
          ...withUpdate(kind, call, ip),
          autoDelete: auto_delete ?? ip.autoDelete,
        });
        return { status: 200, body: { primary_ip: showPrimaryIp(changed) } };
      }),
    )
    .delete(
      '/primary_ips/:id',
      on((call) => {
        const ip = documentOf(primaryIps, call, 'primary IP');
        if (ip.protection.delete) throw new HetznerError('protected', 'primary IP deletion is protected');
        if (ip.assignee !== null) throw new HetznerError('must_be_unassigned', 'Primary IP must be unassigned');
        refuseIfLocked(hetzner, call.project.id, 'primary_ip', ip.id);
        deletePrimaryIp(hetzner, call.project.id, ip.id, call.now);
        return { status: 204 };
      }),
    )
    .route('/', primaryIpActions(hetzner));
}

function create(hetzner: Hetzner, call: Call): Reply {
  const project = call.project.id;
  const body = readBody(call, created);
  refuseDatacenter(body.datacenter);
  const name = freeName({ collection: hetzner.primaryIps, kind: 'primary IP' }, call, body.name);
  const server = body.assignee_id ? serverToAssign(hetzner, call, body.assignee_id, body.type) : null;
  const ip = createPrimaryIp(hetzner, project, call.now, {
    type: body.type,
    location: wantedLocation(body.location, server, 'assignee_id'),
    name,
    labels: validateLabels(body.labels),
    autoDelete: body.auto_delete ?? false,
    assignee: null,
  });
  if (!server) return { status: 201, body: { primary_ip: showPrimaryIp(ip), action: null } };
  const action = startAction(hetzner, {
    project,
    now: call.now,
    command: 'create_primary_ip',
    resources: [
      { id: ip.id, type: 'primary_ip' },
      { id: server.id, type: 'server' },
    ],
    effect: { name: 'assignPrimaryIp', args: { primaryIp: ip.id, server: server.id } },
  });
  const shown = hetzner.primaryIps.get(project, ip.id) ?? ip;
  return { status: 201, body: { primary_ip: showPrimaryIp(shown), action: showAction(action) } };
}

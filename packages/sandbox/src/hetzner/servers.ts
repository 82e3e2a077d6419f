import { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxEnv } from '../core/http.ts';
import { refuseIfLocked, showAction, startAction } from './actions.ts';
import { readBody } from './body.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { documentOf, serving } from './route.ts';
import { createServer } from './server-create.ts';
import { uniqueServerName } from './server-request.ts';
import { serverView } from './show-server.ts';

const updated = z.object({ name: z.string().optional(), labels: z.unknown().optional() });

export function serverRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const { servers } = hetzner;
  return new Hono<SandboxEnv>()
    .get(
      '/servers',
      on((call) =>
        listing(call, 'servers', servers.list(call.project.id), {
          sortable: ['id', 'name', 'created'],
          show: serverView(hetzner, call.project.id),
        }),
      ),
    )
    .post('/servers', on(createServer(hetzner)))
    .get(
      '/servers/:id',
      on((call) => {
        const server = documentOf(servers, call, 'server');
        return { status: 200, body: { server: serverView(hetzner, call.project.id)(server) } };
      }),
    )
    .put(
      '/servers/:id',
      on((call) => {
        const server = documentOf(servers, call, 'server');
        const { name, labels } = readBody(call, updated);
        const changed = servers.put(call.project.id, {
          ...server,
          name: name === undefined ? server.name : uniqueServerName(hetzner, call.project.id, name, server.id),
          labels: labels === undefined ? server.labels : validateLabels(labels),
        });
        return { status: 200, body: { server: serverView(hetzner, call.project.id)(changed) } };
      }),
    )
    .delete(
      '/servers/:id',
      on((call) => {
        const project = call.project.id;
        const server = documentOf(servers, call, 'server');
        if (server.protection.delete) throw new HetznerError('protected', 'server deletion is protected');
        refuseIfLocked(hetzner, project, 'server', server.id);
        servers.put(project, { ...server, status: 'deleting' });
        const action = startAction(hetzner, {
          project,
          now: call.now,
          command: 'delete_server',
          resources: [{ id: server.id, type: 'server' }],
          effect: { name: 'deleteServer', args: { server: server.id } },
          failureEffect: { name: 'setServerStatus', args: { server: server.id, status: server.status } },
        });
        return { status: 200, body: { action: showAction(action) } };
      }),
    );
}

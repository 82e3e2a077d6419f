import { Hono } from 'hono';
import type { Call, Reply, SandboxEnv } from '../core/http.ts';
import { showAction } from './actions.ts';
import type { ActionDocument, ResourceType } from './documents.ts';
import { notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { listing } from './listing.ts';
import { requireActionIds } from './retired.ts';
import { serving } from './route.ts';

const KINDS = {
  servers: 'server',
  networks: 'network',
  firewalls: 'firewall',
  primary_ips: 'primary_ip',
  volumes: 'volume',
} as const satisfies Record<string, ResourceType>;

type Path = keyof typeof KINDS;

/** Looks actions up: by id, by many ids, by kind of resource, by resource. Must stand before `/{kind}/:id`. */
export function actionRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const routes = new Hono<SandboxEnv>()
    .get(
      '/actions',
      on((call) => {
        const ids = [...new Set(requireActionIds(call))];
        return list(
          call,
          ids.flatMap((id) => hetzner.actions.get(call.project.id, id) ?? []),
        );
      }),
    )
    .get(
      '/actions/:action',
      on((call) => one(hetzner, call, () => true)),
    );
  for (const [path, type] of Object.entries(KINDS) as [Path, ResourceType][]) {
    const ofKind = (action: ActionDocument) => action.resources.some((resource) => resource.type === type);
    const ofResource = (call: Call) => (action: ActionDocument) =>
      action.resources.some((resource) => resource.type === type && resource.id === Number(call.params.id));
    routes
      .get(
        `/${path}/actions`,
        on((call) => list(call, ofIds(call, hetzner.actions.list(call.project.id).filter(ofKind)))),
      )
      .get(
        `/${path}/actions/:action`,
        on((call) => one(hetzner, call, ofKind)),
      )
      .get(
        `/${path}/:id/actions`,
        on((call) => {
          refuseUnknown(hetzner, call, path);
          return list(call, hetzner.actions.list(call.project.id).filter(ofResource(call)));
        }),
      )
      .get(
        `/${path}/:id/actions/:action`,
        on((call) => {
          refuseUnknown(hetzner, call, path);
          return one(hetzner, call, ofResource(call));
        }),
      );
  }
  return routes;
}

function refuseUnknown(hetzner: Hetzner, call: Call, path: Path): void {
  const collections = {
    servers: hetzner.servers,
    networks: hetzner.networks,
    firewalls: hetzner.firewalls,
    primary_ips: hetzner.primaryIps,
    volumes: hetzner.volumes,
  };
  const id = Number(call.params.id);
  if (!collections[path].get(call.project.id, id)) throw notFound(KINDS[path], String(call.params.id));
}

function ofIds(call: Call, actions: ActionDocument[]): ActionDocument[] {
  const ids = call.query.getAll('id').map(Number);
  return ids.length === 0 ? actions : actions.filter(({ id }) => ids.includes(id));
}

function list(call: Call, actions: ActionDocument[]): Reply {
  return listing(call, 'actions', actions, {
    sortable: ['id', 'command', 'status', 'progress', 'started', 'finished'],
    show: showAction,
  });
}

function one(hetzner: Hetzner, call: Call, fits: (action: ActionDocument) => boolean): Reply {
  const action = hetzner.actions.get(call.project.id, Number(call.params.action));
  if (!action || !fits(action)) throw notFound('action', String(call.params.action));
  return { status: 200, body: { action: showAction(action) } };
}

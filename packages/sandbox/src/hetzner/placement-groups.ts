import { Hono } from 'hono';
import { z } from 'zod';
import { isoSeconds } from '../core/clock.ts';
import type { SandboxEnv } from '../core/http.ts';
import { readBody } from './body.ts';
import type { PlacementGroupDocument, ServerDocument } from './documents.ts';
import { HetznerError, invalidInput } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { validateLabels } from './labels.ts';
import { listing } from './listing.ts';
import { freeName, withUpdate } from './naming.ts';
import { documentOf, serving } from './route.ts';

/** Source: Hetzner Cloud docs, "Placement Groups": a spread group holds at most ten servers. */
export const SERVERS_A_SPREAD_GROUP = 10;

const created = z.object({ name: z.string(), type: z.literal('spread'), labels: z.unknown().optional() });

export function placementGroupRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const groups = hetzner.placementGroups;
  const kind = { collection: groups, kind: 'placement group' };
  const show = (project: number) => {
    const servers = hetzner.servers.list(project);
    return (group: PlacementGroupDocument) => showPlacementGroup(group, servers);
  };
  return new Hono<SandboxEnv>()
    .get(
      '/placement_groups',
      on((call) => {
        const types = call.query.getAll('type');
        const found = groups.list(call.project.id).filter(({ type }) => types.length === 0 || types.includes(type));
        return listing(call, 'placement_groups', found, {
          sortable: ['id', 'name', 'created'],
          show: show(call.project.id),
        });
      }),
    )
    .post(
      '/placement_groups',
      on((call) => {
        const body = readBody(call, created);
        const group = groups.put(call.project.id, {
          name: freeName(kind, call, body.name),
          labels: validateLabels(body.labels),
          id: hetzner.core.store.next('hetzner'),
          created: isoSeconds(call.now),
          type: body.type,
        });
        return { status: 201, body: { placement_group: show(call.project.id)(group), action: null } };
      }),
    )
    .get(
      '/placement_groups/:id',
      on((call) => {
        const group = documentOf(groups, call, 'placement group');
        return { status: 200, body: { placement_group: show(call.project.id)(group) } };
      }),
    )
    .put(
      '/placement_groups/:id',
      on((call) => {
        const changed = groups.put(
          call.project.id,
          withUpdate(kind, call, documentOf(groups, call, 'placement group')),
        );
        return { status: 200, body: { placement_group: show(call.project.id)(changed) } };
      }),
    )
    .delete(
      '/placement_groups/:id',
      on((call) => {
        const group = documentOf(groups, call, 'placement group');
        const used = hetzner.servers.list(call.project.id).some((server) => server.placementGroup === group.id);
        if (used) throw new HetznerError('resource_in_use', 'placement group still contains servers');
        groups.delete(call.project.id, group.id);
        return { status: 204 };
      }),
    );
}

/** The group as the API shows it, alone and inside a server; `servers` are all of the project. */
export function showPlacementGroup(group: PlacementGroupDocument, servers: ServerDocument[]): Record<string, unknown> {
  return { ...group, servers: servers.filter((server) => server.placementGroup === group.id).map(({ id }) => id) };
}

/** The group, refused where it is unknown or full. */
export function placementGroupWithRoom(hetzner: Hetzner, project: number, id: number): PlacementGroupDocument {
  const group = hetzner.placementGroups.get(project, id);
  if (!group) throw invalidInput('placement_group', `placement group with ID '${id}' not found`);
  const members = hetzner.servers.list(project).filter((server) => server.placementGroup === id);
  if (members.length >= SERVERS_A_SPREAD_GROUP) {
    throw new HetznerError('placement_error', `placement group already contains ${SERVERS_A_SPREAD_GROUP} servers`);
  }
  return group;
}

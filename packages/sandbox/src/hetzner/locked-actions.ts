import { Hono } from 'hono';
import type { Call, SandboxEnv } from '../core/http.ts';
import type { Collection, Document } from '../core/store.ts';
import { refuseIfLocked, showAction } from './actions.ts';
import type { ActionDocument, ResourceType } from './documents.ts';
import type { Hetzner } from './hetzner.ts';
import { documentOf, serving } from './route.ts';

/** Starts an action on a resource. */
export type Act<T> = (hetzner: Hetzner, call: Call, document: T) => ActionDocument;

export interface ActionTarget<T extends Document & { id: number }> {
  /** First segment of the path. */
  path: string;
  type: ResourceType;
  /** What messages call it. */
  kind: string;
  collection: Collection<T>;
}

/** `POST /{path}/{id}/actions/…`, a route for each name: refused as `locked` while another action runs on the resource. */
export function lockedActions<T extends Document & { id: number }>(
  hetzner: Hetzner,
  { path, type, kind, collection }: ActionTarget<T>,
  actions: Record<string, Act<T>>,
): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const routes = new Hono<SandboxEnv>();
  for (const [name, act] of Object.entries(actions)) {
    routes.post(
      `/${path}/:id/actions/${name}`,
      on((call) => {
        const document = documentOf(collection, call, kind);
        refuseIfLocked(hetzner, call.project.id, type, document.id);
        return { status: 201, body: { action: showAction(act(hetzner, call, document)) } };
      }),
    );
  }
  return routes;
}

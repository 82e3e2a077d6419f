import { type Call, type Handler, serve } from '../core/http.ts';
import type { Collection, Document } from '../core/store.ts';
import { settle } from './actions.ts';
import { notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';

/** Makes hono handlers of ours: each runs in one transaction, once the actions that are due have ended. */
export function serving(hetzner: Hetzner) {
  return (handler: Handler) => serve(hetzner.core, handler, (now) => settle(hetzner, now));
}

/** The document that the path's `id` names; refused as `not_found` where the project has none. */
export function documentOf<T extends Document & { id: number }>(
  collection: Collection<T>,
  call: Call,
  kind: string,
): T {
  const id = Number(call.params.id);
  const document = Number.isSafeInteger(id) ? collection.get(call.project.id, id) : undefined;
  if (!document) throw notFound(kind, String(call.params.id));
  return document;
}

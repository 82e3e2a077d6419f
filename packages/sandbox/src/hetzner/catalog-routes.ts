import { Hono } from 'hono';
import type { Call, Reply, SandboxEnv } from '../core/http.ts';
import { IMAGES, showImage } from './catalog/images.ts';
import { LOCATIONS, locationByIdOrName, showLocation } from './catalog/locations.ts';
import { showPricing } from './catalog/pricing.ts';
import { SERVER_TYPES, serverTypeByIdOrName, showServerType } from './catalog/server-types.ts';
import { notFound } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { listing } from './listing.ts';
import { serving } from './route.ts';

/** What can be bought and where: locations, server types, images and prices, by paths relative to `/v1`. */
export function catalogRoutes(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  return new Hono<SandboxEnv>()
    .get(
      '/locations',
      on((call) => listing(call, 'locations', [...LOCATIONS], { sortable: ['id', 'name'], show: showLocation })),
    )
    .get(
      '/locations/:id',
      on((call) => one('location', call, locationByIdOrName, showLocation)),
    )
    .get(
      '/server_types',
      on((call) =>
        listing(call, 'server_types', [...SERVER_TYPES], {
          sortable: ['id', 'name'],
          show: (type) => showServerType(hetzner, type),
        }),
      ),
    )
    .get(
      '/server_types/:id',
      on((call) => one('server_type', call, serverTypeByIdOrName, (type) => showServerType(hetzner, type))),
    )
    .get('/images', on(listImages))
    .get(
      '/images/:id',
      on((call) => one('image', call, (id) => IMAGES.find((image) => image.id === id), showImage)),
    )
    .get(
      '/pricing',
      on(() => ({ status: 200, body: { pricing: showPricing() } })),
    );
}

function listImages(call: Call): Reply {
  const { query } = call;
  const matches = (field: string, value: string) =>
    query.getAll(field).length === 0 || query.getAll(field).includes(value);
  const found = IMAGES.filter(
    (image) =>
      matches('type', image.type) &&
      matches('architecture', image.architecture) &&
      !query.has('bound_to') &&
      (image.deprecated === null || isTrue(query.get('include_deprecated'))),
  );
  return listing(call, 'images', found, { sortable: ['id', 'name', 'created'], show: showImage });
}

/** The vendor's clients spell it `true` (Go) and `True` (Python). */
function isTrue(value: string | null): boolean {
  return value?.toLowerCase() === 'true';
}

/** One entry of the catalog by its id; the API takes no names here. */
function one<T>(kind: string, call: Call, find: (id: number) => T | undefined, show: (found: T) => unknown): Reply {
  const found = find(Number(call.params.id));
  if (!found) throw notFound(kind, String(call.params.id));
  return { status: 200, body: { [kind]: show(found) } };
}

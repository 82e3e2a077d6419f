import type { LibraryChoices, TemplateDetail, TemplateList, TemplateManifest } from '@prego/contracts';
import { CATALOGUE } from '@prego/library';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { hasRoom, isSold } from '../../library/offers.ts';
import { prerequisitesOf } from '../../library/prerequisites.ts';
import { byPrice, priceOf } from '../../library/price.ts';
import { readLibraryWorld } from '../../library/read-world.ts';
import { sizesFor } from '../../library/sizes.ts';
import { templateOf } from '../../library/templates.ts';
import type { LibraryWorld, WorldServerType } from '../../library/world.ts';

/** All templates, in the catalogue's order, each with what it costs at least by the last inventory. */
export async function listTemplates(deps: Deps): Promise<z.infer<typeof TemplateList>> {
  const world = await readLibraryWorld(deps);
  return {
    items: CATALOGUE.map(({ manifest, icon }) => {
      const { id, name, summary, version, category, keywords, servers } = manifest;
      const about = { id, name, summary, version, category, keywords, icon };
      return { ...about, servers: servers.length, from_price: fromPrice(manifest, world) };
    }),
  };
}

/** One template, and whether what it needs is there, by the last inventory. Throws `template_not_found`. */
export async function readTemplate(deps: Deps, id: string): Promise<z.infer<typeof TemplateDetail>> {
  const { manifest, icon } = templateOf(id);
  const world = await readLibraryWorld(deps);
  return {
    ...{ manifest, icon },
    prerequisites: prerequisitesOf(manifest, world),
    from_price: fromPrice(manifest, world),
    inventory_seen_at: world.seen_at,
  };
}

/** What can be chosen for a template, by the last inventory. Throws `template_not_found`. */
export async function readChoices(deps: Deps, id: string): Promise<LibraryChoices> {
  const { manifest } = templateOf(id);
  const world = await readLibraryWorld(deps);
  return {
    inventory_seen_at: world.seen_at,
    networks: world.networks.map(({ id: network, name, ip_range, servers, subnets, regions }) => ({
      ...{ id: network, name, ip_range, servers, subnets, regions: [...regions] },
    })),
    ssh_keys: world.ssh_keys.map(({ id: key, name, fingerprint, regions }) => ({
      ...{ id: key, name, fingerprint, regions: [...regions] },
    })),
    locations: [...world.locations],
    sizes: sizesFor(manifest.servers, world).map((type) => ({
      server_type: type.name,
      cores: type.cores,
      memory_gb: type.memory_gb,
      disk_gb: type.disk_gb,
      architecture: type.architecture ?? null,
      offers: offersOf(manifest, type, world),
    })),
  };
}

/** The cheapest size that fits, in its cheapest location; of an unknown price where nothing is sold. */
function fromPrice(manifest: TemplateManifest, world: LibraryWorld) {
  const prices = sizesFor(manifest.servers, world).flatMap((type) => offersOf(manifest, type, world));
  return prices.map(({ price }) => price).toSorted(byPrice)[0] ?? { hourly: null, monthly: null };
}

/** Where a size is sold, for how much, and whether there is room. */
function offersOf(manifest: TemplateManifest, type: WorldServerType, world: LibraryWorld) {
  return world.locations
    .filter(({ name }) => isSold(type, name))
    .map(({ name }) => ({
      location: name,
      price: priceOf(manifest, type.name, name, world),
      available: hasRoom({ server_type: type.name, location: name }, world),
    }));
}

import {
  type CatalogueTemplate,
  INVENTORY_OLD_AFTER_MS,
  type LibraryInputs,
  type PreflightAnswer,
} from '@prego/contracts';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { MAX_SERVERS_OF_NETWORK, runFaults } from '../../library/input-faults.ts';
import { hasRoom, offersToTry } from '../../library/offers.ts';
import { plannedResources } from '../../library/planned-resources.ts';
import { priceOf } from '../../library/price.ts';
import { readLibraryWorld } from '../../library/read-world.ts';
import { templateOf } from '../../library/templates.ts';
import { MAX_USER_DATA_BYTES, userDataBytes } from '../../library/user-data.ts';
import type { LibraryWorld } from '../../library/world.ts';

type Answer = z.infer<typeof PreflightAnswer>;

/** What a run with these inputs would make and cost, and all that is wrong with them. Throws `template_not_found`. */
export async function preflight(deps: Deps, id: string, inputs: LibraryInputs): Promise<Answer> {
  const template = templateOf(id);
  const world = await readLibraryWorld(deps);
  const { manifest } = template;
  return {
    faults: runFaults(template, inputs, world),
    resources: plannedResources(manifest, inputs, world),
    price: priceOf(manifest, inputs.server_type, inputs.location, world),
    offers: offersToTry(inputs, world).map((offer) => ({ ...offer, available: hasRoom(offer, world) })),
    limits: limitsOf(template, inputs, world),
    inventory_seen_at: world.seen_at,
    inventory_is_old: world.seen_at === null || deps.now - world.seen_at > INVENTORY_OLD_AFTER_MS,
  };
}

function limitsOf(template: CatalogueTemplate, inputs: LibraryInputs, { networks }: LibraryWorld): Answer['limits'] {
  const network = networks.find(({ id }) => id === inputs.network_id);
  const more = template.manifest.servers.length;
  return [
    ...(network
      ? [{ what: 'servers_of_network' as const, used: network.servers, more, most: MAX_SERVERS_OF_NETWORK }]
      : []),
    { what: 'user_data_bytes', ...userDataBytes(template, inputs), most: MAX_USER_DATA_BYTES },
  ];
}

import {
  type CatalogueTemplate,
  type LibraryInputs,
  type LibraryResource,
  type LibraryWork,
  type Offer,
  serverNames,
} from '@prego/contracts';
import type { Deps } from '../../deps.ts';
import { offersToTry } from '../../library/offers.ts';
import { openOwnSecret } from '../../library/open-own-secret.ts';
import { readLibraryWorld } from '../../library/read-world.ts';
import type { LibraryWorld } from '../../library/world.ts';
import { provisioningOf } from '../../store/library.ts';
import type { ProvisionJobsRow } from '../../store/tables/jobs.ts';
import type { LibraryProvisioningsRow } from '../../store/tables/library.ts';

/** What the run of a library job works on: the template as it was when it was asked for, and offers by what is known now. */
export async function libraryWork(deps: Deps, job: ProvisionJobsRow, provisioningId: string): Promise<LibraryWork> {
  const row = await provisioningOf(deps.db, provisioningId);
  const { manifest, cloud_init } = JSON.parse(row.template_as_run) as Pick<
    CatalogueTemplate,
    'manifest' | 'cloud_init'
  >;
  const inputs = JSON.parse(row.inputs) as LibraryInputs;
  const names = serverNames(manifest.servers, inputs.server_prefix);
  const world = await readLibraryWorld(deps);
  return {
    ...{ template: row.template, template_version: row.template_version, name: row.name, image: manifest.image },
    servers: manifest.servers.map(({ key, ports, volume_gb }) => ({
      ...{ key, name: names[key] ?? '', volume_gb: volume_gb ?? null, cloud_init: cloud_init[key] ?? '' },
      ports: ports.map(({ protocol, port, from }) => ({ protocol, port, from })),
    })),
    offers: job.kind === 'library_provision' ? offersFor(inputs, world) : [],
    network: networkOf(inputs, world),
    ssh_keys: inputs.ssh_key_id === null ? [] : [inputs.ssh_key_id],
    values: { ...inputs.values },
    secrets: await opened(deps, job, row),
    resources: JSON.parse(row.resources) as LibraryResource[],
  };
}

/** Where automation no longer sees that it is sold, Hetzner is asked all the same for what was asked for. */
function offersFor(inputs: LibraryInputs, world: LibraryWorld): Offer[] {
  const { server_type, location } = inputs;
  const offers = offersToTry(inputs, world);
  return offers.length > 0 ? offers : [{ server_type, location }];
}

/** With the zone of its subnet, or where automation no longer sees it, of the location that was asked for: they are the same. */
function networkOf({ network_id, subnet, location }: LibraryInputs, { networks, locations }: LibraryWorld) {
  const seen = networks.find(({ id }) => id === network_id)?.subnets.find(({ ip_range }) => ip_range === subnet);
  const asked = locations.find(({ name }) => name === location);
  return { id: network_id ?? 0, subnet, network_zone: seen?.network_zone ?? asked?.network_zone ?? '' };
}

/**
 * Throws `unavailable` where the secrets that the run is to be given do not open: before it is claimed, as what was claimed
 * counts as having made something.
 */
export async function requireSecretsOpen(deps: Deps, job: ProvisionJobsRow): Promise<void> {
  if (job.provisioning_id !== null) await opened(deps, job, await provisioningOf(deps.db, job.provisioning_id));
}

async function opened(
  deps: Deps,
  { kind }: ProvisionJobsRow,
  { provisioning_id, secrets }: Pick<LibraryProvisioningsRow, 'provisioning_id' | 'secrets'>,
): Promise<Record<string, string>> {
  // A return needs none: it must not hang on a key that was lost.
  if (kind !== 'library_provision') return {};
  const open = Object.entries(JSON.parse(secrets) as Record<string, string>).map(async ([name, text]) => {
    return [name, await openOwnSecret(deps, provisioning_id, name, text)] as const;
  });
  return Object.fromEntries(await Promise.all(open));
}

import type {
  CatalogueTemplate,
  CloudServer,
  CloudVolume,
  InstallationInfo,
  LibraryInputs,
  LibraryResource,
} from '@prego/contracts';
import type { Deps } from '../../deps.ts';
import { leftBehind, type Seen } from '../../library/left-behind.ts';
import { filledOutputs } from '../../library/outputs.ts';
import { readWhole } from '../../store/inventory.ts';
import { provisioningOf } from '../../store/library.ts';
import type { LibraryProvisioningsRow } from '../../store/tables/library.ts';

/**
 * How to get in, and what a provisioning has: secrets by name only. Where an execution has failed, that is all that may be
 * there; after a failed return it is to be deleted by hand. Throws `provisioning_not_found`.
 */
export async function readInstallationInfo(deps: Deps, id: string): Promise<InstallationInfo> {
  const row = await provisioningOf(deps.db, id);
  const { manifest } = JSON.parse(row.template_as_run) as CatalogueTemplate;
  const told = JSON.parse(row.resources) as LibraryResource[];
  // Nobody gets into what is gone, and its secrets are erased.
  const isGone = row.status === 'returned';
  const isFailed = row.status === 'provision_failed' || row.status === 'return_failed';
  const there = isFailed ? await stillThere(deps, row, told) : { resources: told, as_of: row.resources_at };
  return {
    outputs: isGone ? [] : filledOutputs(manifest, JSON.parse(row.inputs) as LibraryInputs, told),
    secrets: isGone ? [] : manifest.secrets.map(({ name, label }) => ({ name, label })),
    resources: row.status === 'return_failed' ? told : there.resources,
    resources_as_of: there.as_of,
    left_behind: row.status === 'return_failed' ? there.resources : [],
  };
}

/** What may still be there of a provisioning. */
export interface StillThere {
  readonly resources: LibraryResource[];
  /** When that was last said or seen, in ms since 1970; null where it never was. */
  readonly as_of: number | null;
  /** Since when servers and volumes have both been looked for; undefined where one never was. */
  readonly looked_at: number | undefined;
}

/** What may still be there of what was known of a provisioning, by the last look at the cloud. */
export async function stillThere(
  { db }: Pick<Deps, 'db'>,
  row: LibraryProvisioningsRow,
  known: readonly LibraryResource[],
): Promise<StillThere> {
  const [servers, volumes] = await Promise.all([
    readWhole<CloudServer>(db, 'servers'),
    readWhole<CloudVolume>(db, 'volumes'),
  ]);
  const knownAt = row.resources_at ?? row.created_at;
  const looks = [servers.seenAt, volumes.seenAt].filter((seenAt) => seenAt !== undefined);
  const news = looks.filter((seenAt) => seenAt > knownAt);
  return {
    resources: leftBehind(known, knownAt, {
      server: seen(row, servers, serverSeen),
      volume: seen(row, volumes, volumeSeen),
    }),
    as_of: news.length > 0 ? Math.max(...news) : row.resources_at,
    looked_at: looks.length === 2 ? Math.min(...looks) : undefined,
  };
}

function seen<Item extends CloudServer | CloudVolume>(
  { stack, provision_job_id }: LibraryProvisioningsRow,
  { items, seenAt }: { items: readonly Item[]; seenAt: number | undefined },
  resourceOf: (item: Item) => LibraryResource,
): Seen {
  const isOwn = (item: Item) => item.stack === stack || item.labels['job-id'] === provision_job_id;
  return { ids: new Set(items.map(({ id }) => String(id))), own: items.filter(isOwn).map(resourceOf), seenAt };
}

const serverSeen = ({ id, name, server_type, location, ipv4, ipv6, hourly_cost }: CloudServer): LibraryResource => ({
  ...{ kind: 'server', id: String(id), name, server_type, size_gb: null, location },
  ...{ ipv4: ipv4 ?? null, ipv6: ipv6 ?? null, private_ip: null, hourly_cost: hourly_cost ?? null },
});

const volumeSeen = ({ id, name, size_gb, location, hourly_cost }: CloudVolume): LibraryResource => ({
  ...{ kind: 'volume', id: String(id), name, server_type: null, size_gb, location },
  ...{ ipv4: null, ipv6: null, private_ip: null, hourly_cost: hourly_cost ?? null },
});

import type { CloudServer, CloudVolume, InventoryReport, ReportAnswer, ServerType } from '@prego/contracts';
import type { Deps } from '../deps.ts';
import { findOrphans } from '../find-orphans.ts';
import { commit } from '../store/db.ts';
import {
  activeJobIds,
  readWhole,
  registeredServers,
  replaceDerivedStatements,
  replaceOffersStatements,
  replaceStatements,
} from '../store/inventory.ts';
import { stacksOfProvisionings } from '../store/library-world.ts';
import { billWhatIsLeft } from './library/bill-what-is-left.ts';

/** Whatever of these changes, other things may be orphans, or cost something else. */
const ABOUT_ORPHANS: readonly InventoryReport['kind'][] = ['servers', 'volumes', 'server_types'];

const ABOUT_LEFT: readonly InventoryReport['kind'][] = ['servers', 'volumes'];

/** Keeps the whole list of one kind in place of the one before; an older one than that is left aside. */
export async function reportInventory(deps: Deps, report: InventoryReport): Promise<ReportAnswer> {
  const { db, now } = deps;
  // A clock that is fast would keep every later report out.
  const seenAt = Math.min(report.seen_at, now);
  const lists = replaceStatements(db, report.kind, report.items, seenAt);
  const offers =
    report.kind === 'unavailable_offers' ? replaceOffersStatements(db, until(report.items, seenAt), seenAt) : [];
  const results = (await commit(db, [...lists, ...offers])) as unknown[][];
  const stored = results[lists.length - 1]?.length === 1;
  if (stored && ABOUT_ORPHANS.includes(report.kind)) await lookForOrphans(deps);
  if (stored && ABOUT_LEFT.includes(report.kind)) await billWhatIsLeft(deps);
  return { stored };
}

type UnavailableOffers = Extract<InventoryReport, { kind: 'unavailable_offers' }>['items'];

const until = (items: UnavailableOffers, seenAt: number) =>
  items.map(({ server_type, location, ttl_s }) => ({ server_type, location, until: seenAt + ttl_s * 1000 }));

/** Finds orphans by what is known now, and keeps them as a list of their own. Of two reports at once the last finds all. */
async function lookForOrphans({ db, now }: Deps): Promise<void> {
  const [servers, volumes, serverTypes, registered, libraryStacks, active] = await Promise.all([
    readWhole<CloudServer>(db, 'servers'),
    readWhole<CloudVolume>(db, 'volumes'),
    readWhole<ServerType>(db, 'server_types'),
    registeredServers(db),
    stacksOfProvisionings(db),
    activeJobIds(db),
  ]);
  const orphans = findOrphans({
    servers: servers.items,
    volumes: volumes.items,
    serverTypes: serverTypes.items,
    nodeOfServer: new Map(registered.map(({ server_id, status }) => [server_id as number, status])),
    libraryStacks: new Set(libraryStacks),
    activeJobs: new Set(active.map(({ job_id }) => job_id)),
  });
  const from = new Map([
    ['servers', servers.seenAt],
    ['volumes', volumes.seenAt],
    ['server_types', serverTypes.seenAt],
  ] as const);
  await commit(db, replaceDerivedStatements(db, 'orphans', orphans, { seenAt: now, from }));
}

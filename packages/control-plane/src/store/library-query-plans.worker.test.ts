import { beforeAll, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { type Db, dbOf } from './db.ts';
import { provisioningsByKey, provisioningsQuery } from './library.ts';
import { eventById, eventsQuery } from './library-events.ts';
import { namesQuery, namesSeen } from './library-world.ts';

let cp: ControlPlane;
let db: Db;
beforeAll(async () => {
  cp = await ControlPlane.start();
  db = dbOf(cp.env.DB);
});

const behind = { at: 1, event_id: 1 };
const after = { created_at: 1, provisioning_id: 'lib_a' };

const planOf = async (query: unknown): Promise<string[]> => {
  const { sql, params } = (query as { toSQL(): { sql: string; params: unknown[] } }).toSQL();
  const plan = await cp.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...params);
  return plan.map(({ detail }) => detail);
};

test.each<[string, () => unknown, string]>([
  ['between two times', () => eventsQuery(db, { after: 1, before: 9 }, behind, 50), 'library_events_at'],
  ['one kind', () => eventsQuery(db, { kind: 'return_failed' }, behind, 50), 'library_events_kind'],
  ['one template', () => eventsQuery(db, { template: 'forgejo' }, behind, 50), 'library_events_template'],
  ['one provisioning', () => eventsQuery(db, { provisioning_id: 'lib_a' }, behind, 50), 'library_events_provisioning'],
  ['one person', () => eventsQuery(db, { by: 'operator' }, behind, 50), 'library_events_actor'],
  ['what follows on a page of the history', () => eventsQuery(db, {}, behind, 50), 'library_events_at'],
  ['one event', () => eventById(db, 1), 'INTEGER PRIMARY KEY'],
  ['what follows on a page of the list', () => provisioningsQuery(db, {}, after, 50), 'library_provisionings_created'],
  [
    'the provisioning of a key',
    () => provisioningsByKey(db, 'operator', 'k'),
    'sqlite_autoindex_library_provisionings_',
  ],
  ['whose server is one that was seen', () => namesSeen(db, 'servers'), 'library_provisionings_returned'],
])('%s is searched for in an index, however much there is', async (_, query, index) => {
  const steps = await planOf(query());
  // A list of the inventory is read whole: it is one row for some hundred servers.
  expect(steps.filter((step) => /SCAN (?!thing VIRTUAL)|TEMP B-TREE/.test(step))).toEqual([]);
  expect(steps.join('; ')).toContain(index);
});

/** Read along the index until a page is full: what does not fit is read too, but no more than what is on the list, or was. */
test.each<[string, () => unknown, string]>([
  ['a part of a name in the history', () => eventsQuery(db, { q: 'a' }, undefined, 50), 'library_events_at'],
  ['the first page of the history', () => eventsQuery(db, {}, undefined, 50), 'library_events_at'],
  [
    'a part of a name on the list',
    () => provisioningsQuery(db, { q: 'a' }, undefined, 50),
    'library_provisionings_created',
  ],
  [
    'the list by status',
    () => provisioningsQuery(db, { status: 'returned' }, undefined, 50),
    'library_provisionings_created',
  ],
  ['the names on the list', () => namesQuery(db), 'library_provisionings_name'],
])('%s is read along an index in its order, never sorted', async (_, query, index) => {
  const steps = await planOf(query());
  expect(steps.filter((step) => /SCAN (?!.*USING (COVERING )?INDEX)|TEMP B-TREE/.test(step))).toEqual([]);
  expect(steps.join('; ')).toContain(index);
});

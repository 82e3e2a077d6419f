import type { LibraryInputs } from '@prego/contracts';
import type { Answer, ControlPlane } from './control-plane.ts';
import { ASKED } from './library-rows.ts';

/** What people ask for of a template that is shipped; in order with the inventory that `reportInventory` brings. */
export const VALUES = { database: 'orders', locale: 'C.UTF-8' };
export const WISH: LibraryInputs = { ...ASKED, name: 'Orders', server_prefix: 'orders', values: VALUES };
export const bodyOf = (inputs: object = {}) => ({ template: 'postgresql', inputs: { ...WISH, ...inputs } });

/** Asks for it, with some of the inputs otherwise, and with a key. */
export const wish = (cp: ControlPlane, inputs: object = {}, key?: string): Promise<Answer> =>
  cp.call('POST', '/internal/library/provisionings', {
    body: bodyOf(inputs),
    headers: key === undefined ? {} : { 'idempotency-key': key },
  });

/** How many rows a wish has led to. */
export async function written(cp: ControlPlane) {
  const [row] = await cp.rows(
    `SELECT (SELECT COUNT(*) FROM library_provisionings) AS provisionings, (SELECT COUNT(*) FROM provision_jobs) AS jobs,
       (SELECT COUNT(*) FROM library_events) AS events, (SELECT COUNT(*) FROM outbox) AS outbox`,
  );
  return row;
}
export const NOTHING = { provisionings: 0, jobs: 0, events: 0, outbox: 0 };
export const ONE = { provisionings: 1, jobs: 1, events: 1, outbox: 1 };

import type { LibraryResource } from '@prego/contracts';
import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Deps } from '../../deps.ts';
import { closed, repriced } from '../../library/billing.ts';
import { priceOfLeft } from '../../library/price-of-left.ts';
import { commit, type Statement } from '../../store/db.ts';
import { type LibraryProvisioningsRow, libraryProvisionings } from '../../store/tables/library.ts';
import { stillThere } from './read-installation-info.ts';

/**
 * People delete by hand what a failed run has left, and no run will tell of it: what automation no longer saw of it when it
 * looked for servers and for volumes after that run's end is billed no longer.
 */
export async function billWhatIsLeft(deps: Pick<Deps, 'db'>): Promise<void> {
  const { status, deleted_at, billed_from } = libraryProvisionings;
  const rows = await deps.db
    .select()
    .from(libraryProvisionings)
    .where(and(inArray(status, ['provision_failed', 'return_failed']), isNull(deleted_at), isNotNull(billed_from)));
  const statements = await Promise.all(rows.map((row) => billingStatements(deps, row)));
  await commit(deps.db, statements.flat());
}

async function billingStatements({ db }: Pick<Deps, 'db'>, row: LibraryProvisioningsRow): Promise<Statement[]> {
  const { hourly_cost, monthly_cost, billed_from, billed_before, ended_at } = row;
  const { resources, looked_at } = await stillThere({ db }, row, JSON.parse(row.resources) as LibraryResource[]);
  // A look during the run may be of before it made something, and one list alone says nothing of the other.
  if (billed_from === null || looked_at === undefined || looked_at <= Math.max(billed_from, ended_at ?? 0)) return [];
  const price = priceOfLeft(resources, { hourly: hourly_cost, monthly: monthly_cost });
  const billing = { hourly_cost, monthly_cost, billed_from, billed_before };
  const isGone = price.hourly === 0;
  const { provisioning_id, status, updated_at } = libraryProvisionings;
  // Unless it is being made or returned again, or was meanwhile.
  const asItWas = and(
    eq(provisioning_id, row.provisioning_id),
    eq(status, row.status),
    eq(updated_at, row.updated_at),
    eq(libraryProvisionings.billed_from, billed_from),
  );
  return [
    db
      .update(libraryProvisionings)
      .set(isGone ? closed(billing, looked_at) : repriced(billing, looked_at, price))
      .where(asItWas),
  ];
}

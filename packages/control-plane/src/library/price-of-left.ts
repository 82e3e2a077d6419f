import type { LibraryPrice, LibraryResource } from '@prego/contracts';
import { FREE, sumOf } from './price.ts';

/**
 * What is left of something that cost `was` goes on costing: never more than that, and the same where the price of a part is not
 * known. Hetzner made the addresses with the servers, and deletes them with the servers (docs.hetzner.cloud: Primary IPs,
 * `auto_delete`), so that without a server there is none.
 */
export function priceOfLeft(left: readonly LibraryResource[], was: LibraryPrice): LibraryPrice {
  const hasServer = left.some(({ kind }) => kind === 'server');
  const billed = left.filter(({ kind }) => kind !== 'firewall' && (kind !== 'primary_ip' || hasServer));
  if (billed.length === 0) return FREE;
  const { hourly } = sumOf(billed.map(({ hourly_cost }) => ({ hourly: hourly_cost, monthly: null })));
  if (hourly === null || was.hourly === null || hourly >= was.hourly) return was;
  // Hetzner's months cost about as many hours of everything.
  return { hourly, monthly: was.monthly === null ? null : (was.monthly * hourly) / was.hourly };
}

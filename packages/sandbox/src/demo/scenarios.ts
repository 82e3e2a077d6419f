import { duration } from '../../../../bootstrap/progress.mjs';
import { tableLines } from './table.ts';

/** What one of the demo's tenants has come to. */
export interface ScenarioRow {
  /** `E1`: on a node that is there; `E2`: on a new shared one; `E3`: on three servers of its own. */
  readonly scenario: 'E1' | 'E2' | 'E3';
  readonly tenant: string;
  readonly hostname: string;
  /** From the dispatch to the completion. */
  readonly tookMs: number;
  readonly servers: readonly string[];
  /** Of the servers that were made for it, in euros without VAT. */
  readonly monthlyEur: number;
  readonly runUrl: string;
}

/** The table of all of them. Fits 80 columns. */
export function scenarioLines(rows: readonly ScenarioRow[]): string {
  const cells = rows.map(({ scenario, tenant, hostname, tookMs, servers, monthlyEur }) => [
    ...[scenario, tenant, hostname, duration(tookMs), servers.join('\n')],
    monthlyEur > 0 ? monthlyEur.toFixed(2) : '–',
  ]);
  return tableLines(['', 'tenant', 'address', { right: 'took' }, 'servers', { right: '€/month' }], cells);
}

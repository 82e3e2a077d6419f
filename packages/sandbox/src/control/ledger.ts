import { Hono } from 'hono';
import { z } from 'zod';
import { costEur, type LedgerEntry } from '../core/ledger.ts';
import type { Control } from './control.ts';
import { parseQuery, wholeNumber } from './errors.ts';

const LedgerQuery = z.strictObject({ project: wholeNumber.optional() });

/** `/ledger?project=`: everything ever billed, with what it has cost by now; `open` counts what is billed still. */
export function ledgerRoutes(control: Control): Hono {
  const app = new Hono();
  app.get('/', (c) => {
    const { project } = parseQuery(c, LedgerQuery);
    return c.json(showLedger(control, project));
  });
  return app;
}

export function showLedger({ core }: Control, project?: number) {
  const now = core.clock.now();
  const entries = core.ledger.entries(project);
  return {
    open: entries.filter((entry) => entry.toMs === null).length,
    total_eur: euros(entries.reduce((sum, entry) => sum + costEur(entry, now), 0)),
    entries: entries.map((entry) => showEntry(entry, now)),
  };
}

function showEntry(entry: LedgerEntry, now: number) {
  return {
    entry: entry.entry,
    project: entry.project,
    kind: entry.kind,
    resource: entry.resource,
    name: entry.name,
    labels: entry.labels,
    from: new Date(entry.fromMs).toISOString(),
    to: entry.toMs === null ? null : new Date(entry.toMs).toISOString(),
    hourly_eur: entry.hourlyEur,
    monthly_eur: entry.monthlyEur,
    cost_eur: euros(costEur(entry, now)),
  };
}

/** Hetzner's hourly prices have four decimals and more; sums of binary fractions should not show theirs. */
function euros(amount: number): number {
  return Number(amount.toFixed(6));
}

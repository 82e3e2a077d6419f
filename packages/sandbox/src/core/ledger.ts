import type { Store } from './store.ts';

/** Something that costs money from `fromMs` until `toMs` (epoch ms of sandbox time; null while it goes on). */
export interface LedgerEntry {
  entry: number;
  project: number;
  kind: 'server' | 'primary_ip' | 'volume';
  resource: string;
  name: string;
  labels: Record<string, string>;
  hourlyEur: string;
  monthlyEur: string;
  fromMs: number;
  toMs: number | null;
}

export type NewLedgerEntry = Omit<LedgerEntry, 'entry' | 'toMs'>;

/** What was billed, ever. Entries are opened and closed, never removed: this is what "nothing billed remains" means. */
export class Ledger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  open(entry: NewLedgerEntry): void {
    this.#store.db
      .prepare(
        `INSERT INTO ledger (project, kind, resource, name, labels, hourly_eur, monthly_eur, from_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        entry.project,
        entry.kind,
        entry.resource,
        entry.name,
        JSON.stringify(entry.labels),
        entry.hourlyEur,
        entry.monthlyEur,
        entry.fromMs,
      );
  }

  /** Ends the billing of a resource; a resource that is not billed is left alone. */
  close(project: number, kind: LedgerEntry['kind'], resource: string, toMs: number): void {
    this.#store.db
      .prepare('UPDATE ledger SET to_ms = ? WHERE project = ? AND kind = ? AND resource = ? AND to_ms IS NULL')
      .run(toMs, project, kind, resource);
  }

  entries(project?: number): LedgerEntry[] {
    const rows = this.#store.db
      .prepare('SELECT * FROM ledger WHERE ?1 IS NULL OR project = ?1 ORDER BY entry')
      .all(project ?? null) as unknown as LedgerRow[];
    return rows.map(parse);
  }
}

/**
 * What an entry has cost by `now`, in euros: every started hour, and never more than the monthly price within
 * a month of 730 hours. Source: Hetzner's billing FAQ ("billed by the hour, capped by the month").
 */
export function costEur(entry: LedgerEntry, now: number): number {
  const hours = Math.max(1, Math.ceil(((entry.toMs ?? now) - entry.fromMs) / 3_600_000));
  const months = Math.floor(hours / HOURS_A_MONTH);
  const rest = Math.min((hours % HOURS_A_MONTH) * Number(entry.hourlyEur), Number(entry.monthlyEur));
  return months * Number(entry.monthlyEur) + rest;
}

const HOURS_A_MONTH = 730;

interface LedgerRow {
  entry: number;
  project: number;
  kind: LedgerEntry['kind'];
  resource: string;
  name: string;
  labels: string;
  hourly_eur: string;
  monthly_eur: string;
  from_ms: number;
  to_ms: number | null;
}

function parse(row: LedgerRow): LedgerEntry {
  return {
    entry: row.entry,
    project: row.project,
    kind: row.kind,
    resource: row.resource,
    name: row.name,
    labels: JSON.parse(row.labels) as Record<string, string>,
    hourlyEur: row.hourly_eur,
    monthlyEur: row.monthly_eur,
    fromMs: row.from_ms,
    toMs: row.to_ms,
  };
}

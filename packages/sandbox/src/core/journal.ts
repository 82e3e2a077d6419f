import type { Store } from './store.ts';

/** One request that reached the sandbox. `status` is null when the connection was cut without an answer. */
export interface JournalEntry {
  seq: number;
  /** Epoch ms of sandbox time. */
  at: number;
  project: number | null;
  method: string;
  /** Path and query. */
  path: string;
  request: string | null;
  status: number | null;
  response: string | null;
  /** Id of the fault that it met. */
  fault: number | null;
  /** How long the answer took, in milliseconds of wall time. */
  wallMs: number;
}

export interface JournalQuery {
  after?: number;
  method?: string;
  /** Only paths that begin so. */
  pathPrefix?: string;
  limit?: number;
}

/** Every request to the vendors' APIs, in order. Bodies are kept whole: this is a sandbox, its secrets are not real. */
export class Journal {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  record(entry: Omit<JournalEntry, 'seq'>): void {
    this.#store.db
      .prepare(
        `INSERT INTO journal (at, project, method, path, request, status, response, fault, wall_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        entry.at,
        entry.project,
        entry.method,
        entry.path,
        entry.request,
        entry.status,
        entry.response,
        entry.fault,
        entry.wallMs,
      );
  }

  /** Entries in the order in which they were answered, 1,000 at most. */
  entries(query: JournalQuery = {}): JournalEntry[] {
    const rows = this.#store.db
      .prepare(
        `SELECT seq, at, project, method, path, request, status, response, fault, wall_ms AS wallMs FROM journal
         WHERE seq > ?1 AND (?2 IS NULL OR method = ?2) AND (?3 IS NULL OR substr(path, 1, length(?3)) = ?3)
         ORDER BY seq LIMIT ?4`,
      )
      .all(query.after ?? 0, query.method ?? null, query.pathPrefix ?? null, Math.min(query.limit ?? 1000, 1000));
    return rows as unknown as JournalEntry[];
  }
}

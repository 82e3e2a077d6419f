import type { Store } from '../core/store.ts';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS github_log (
  project INTEGER NOT NULL, job INTEGER NOT NULL, seq INTEGER NOT NULL, step INTEGER NOT NULL, at INTEGER NOT NULL,
  line TEXT NOT NULL, PRIMARY KEY (project, job, seq)) STRICT, WITHOUT ROWID;
`;

export interface LogLine {
  /** The number of the step that said it. */
  step: number;
  /** Epoch ms of sandbox time. */
  at: number;
  line: string;
}

/** What jobs have said, line by line, with their secrets already masked. */
export class Logs {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.db.exec(SCHEMA);
  }

  append(project: number, job: number, lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    const { db } = this.#store;
    this.#store.transaction(() => {
      const { last } = db
        .prepare('SELECT COALESCE(MAX(seq), 0) AS last FROM github_log WHERE project = ? AND job = ?')
        .get(project, job) as { last: number };
      const insert = db.prepare('INSERT INTO github_log (project, job, seq, step, at, line) VALUES (?, ?, ?, ?, ?, ?)');
      for (const [index, { step, at, line }] of lines.entries())
        insert.run(project, job, last + 1 + index, step, at, line);
    });
  }

  /** All lines of a job, in the order in which they were said. */
  of(project: number, job: number): LogLine[] {
    return this.#store.db
      .prepare('SELECT step, at, line FROM github_log WHERE project = ? AND job = ? ORDER BY seq')
      .all(project, job) as unknown as LogLine[];
  }

  forgetJob(project: number, job: number): void {
    this.#store.db.prepare('DELETE FROM github_log WHERE project = ? AND job = ?').run(project, job);
  }

  forget(project: number): void {
    this.#store.db.prepare('DELETE FROM github_log WHERE project = ?').run(project);
  }
}

/** A log as the vendor's files have it: each line behind its time, with seven decimals of a second. */
export function logText(lines: readonly LogLine[]): string {
  return lines.map(({ at, line }) => `${new Date(at).toISOString().replace('Z', '0000Z')} ${line}\n`).join('');
}

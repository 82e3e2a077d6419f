import { DatabaseSync } from 'node:sqlite';

/** Everything that a resource of any vendor has in common; the rest of a document is its vendor's business. */
export interface Document {
  id: number | string;
  name?: string | null;
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS project (
  id INTEGER PRIMARY KEY AUTOINCREMENT, hetzner_token TEXT NOT NULL UNIQUE, cloudflare_token TEXT NOT NULL UNIQUE,
  limits TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS sequence (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS document (
  kind TEXT NOT NULL, project INTEGER NOT NULL, id TEXT NOT NULL, name TEXT, body TEXT NOT NULL,
  PRIMARY KEY (kind, project, id)) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS document_by_name ON document (kind, project, name);
CREATE TABLE IF NOT EXISTS due (
  project INTEGER NOT NULL, action INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (project, action)) STRICT;
CREATE INDEX IF NOT EXISTS due_by_time ON due (at);
CREATE TABLE IF NOT EXISTS journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, project INTEGER, method TEXT NOT NULL,
  path TEXT NOT NULL, request TEXT, status INTEGER, response TEXT, fault INTEGER, wall_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS ledger (
  entry INTEGER PRIMARY KEY AUTOINCREMENT, project INTEGER NOT NULL, kind TEXT NOT NULL, resource TEXT NOT NULL,
  name TEXT NOT NULL, labels TEXT NOT NULL, hourly_eur TEXT NOT NULL, monthly_eur TEXT NOT NULL,
  from_ms INTEGER NOT NULL, to_ms INTEGER) STRICT;
`;

/**
 * The sandbox's state in one SQLite file. A commit is durable against the death of the process (WAL), so what
 * was acknowledged to a client survives `kill -9`. All access is synchronous: a handler that doesn't await
 * is atomic, and `transaction` makes it all-or-nothing.
 */
export class Store {
  readonly db: DatabaseSync;
  #depth = 0;

  constructor(path: string) {
    this.db = new DatabaseSync(path);
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
    this.db.exec(SCHEMA);
  }

  /** Runs `work` in one transaction; inner calls join the outer one. Any throw rolls everything back. */
  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.db.exec('BEGIN IMMEDIATE');
    this.#depth++;
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#depth--;
    }
  }

  /** The next number of a named sequence; the first is `first`. Never handed out twice, also after deletes. */
  next(sequence: string, first = 1): number {
    const row = this.db
      .prepare(
        `INSERT INTO sequence (name, value) VALUES (?, ?)
         ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,
      )
      .get(sequence, first) as { value: number };
    return row.value;
  }

  readSetting<T>(key: string): T | undefined {
    const row = this.db.prepare('SELECT value FROM setting WHERE key = ?').get(key) as { value: string } | undefined;
    return row && (JSON.parse(row.value) as T);
  }

  writeSetting(key: string, value: unknown): void {
    this.db
      .prepare('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(key, JSON.stringify(value));
  }

  collection<T extends Document>(kind: string): Collection<T> {
    return new Collection<T>(this.db, kind);
  }

  close(): void {
    this.db.close();
  }
}

/** The documents of one kind, each within a project. Lists come in the order of creation (ascending id). */
export class Collection<T extends Document> {
  readonly #db: DatabaseSync;
  readonly #kind: string;

  constructor(db: DatabaseSync, kind: string) {
    this.#db = db;
    this.#kind = kind;
  }

  get(project: number, id: T['id']): T | undefined {
    const row = this.#db
      .prepare('SELECT body FROM document WHERE kind = ? AND project = ? AND id = ?')
      .get(this.#kind, project, String(id)) as { body: string } | undefined;
    return row && (JSON.parse(row.body) as T);
  }

  byName(project: number, name: string): T | undefined {
    const row = this.#db
      .prepare('SELECT body FROM document WHERE kind = ? AND project = ? AND name = ?')
      .get(this.#kind, project, name) as { body: string } | undefined;
    return row && (JSON.parse(row.body) as T);
  }

  /** All documents with this name, for kinds whose names are not unique (DNS records). */
  listByName(project: number, name: string): T[] {
    const rows = this.#db
      .prepare('SELECT body FROM document WHERE kind = ? AND project = ? AND name = ? ORDER BY id')
      .all(this.#kind, project, name) as { body: string }[];
    return rows.map((row) => JSON.parse(row.body) as T);
  }

  list(project: number): T[] {
    const rows = this.#db
      .prepare('SELECT body FROM document WHERE kind = ? AND project = ? ORDER BY CAST(id AS INTEGER), id')
      .all(this.#kind, project) as { body: string }[];
    return rows.map((row) => JSON.parse(row.body) as T);
  }

  /** Inserts or replaces the document under its id. */
  put(project: number, document: T): T {
    this.#db
      .prepare(
        `INSERT INTO document (kind, project, id, name, body) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (kind, project, id) DO UPDATE SET name = excluded.name, body = excluded.body`,
      )
      .run(this.#kind, project, String(document.id), document.name ?? null, JSON.stringify(document));
    return document;
  }

  delete(project: number, id: T['id']): void {
    this.#db
      .prepare('DELETE FROM document WHERE kind = ? AND project = ? AND id = ?')
      .run(this.#kind, project, String(id));
  }
}

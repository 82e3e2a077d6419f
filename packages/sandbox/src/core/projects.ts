import type { Store } from './store.ts';

/** What a Hetzner project may hold at most; the vendor raises these on request. */
export interface ProjectLimits {
  servers: number;
  cores: number;
  /** Requests an hour, refilled continuously. 3,600 is the vendor's documented default. */
  requestsPerHour: number;
}

/** One customer at both vendors. A token opens it, and nothing in it is seen from another project. */
export interface Project {
  id: number;
  /** Exactly 64 characters, as the vendor's are (the provider refuses any other length). */
  hetznerToken: string;
  /** 40 to 80 characters of `[0-9A-Za-z_-]`, as the vendor's are. */
  cloudflareToken: string;
  limits: ProjectLimits;
}

type Tokens = Pick<Project, 'hetznerToken' | 'cloudflareToken'>;

export const DEFAULT_LIMITS: ProjectLimits = { servers: 100, cores: 1000, requestsPerHour: 3600 };

/** The customers that the sandbox knows. Projects share nothing but the clock and the faults. */
export class Projects {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Makes a project with these tokens, or returns the one that has the Hetzner token already. */
  open(tokens: Tokens, limits: ProjectLimits = DEFAULT_LIMITS): Project {
    const known = this.byHetznerToken(tokens.hetznerToken);
    if (known) return known;
    const row = this.#store.db
      .prepare('INSERT INTO project (hetzner_token, cloudflare_token, limits) VALUES (?, ?, ?) RETURNING *')
      .get(tokens.hetznerToken, tokens.cloudflareToken, JSON.stringify(limits));
    return parse(row as unknown as ProjectRow);
  }

  byHetznerToken(token: string): Project | undefined {
    return this.#find('hetzner_token', token);
  }

  byCloudflareToken(token: string): Project | undefined {
    return this.#find('cloudflare_token', token);
  }

  byId(id: number): Project | undefined {
    return this.#find('id', id);
  }

  setLimits(id: number, limits: ProjectLimits): void {
    this.#store.db.prepare('UPDATE project SET limits = ? WHERE id = ?').run(JSON.stringify(limits), id);
  }

  /** Gives the project new tokens; those it had open nothing any more. */
  setTokens(id: number, tokens: Partial<Tokens>): void {
    const { hetznerToken = null, cloudflareToken = null } = tokens;
    this.#store.db
      .prepare(
        `UPDATE project SET hetzner_token = coalesce(?, hetzner_token),
         cloudflare_token = coalesce(?, cloudflare_token) WHERE id = ?`,
      )
      .run(hetznerToken, cloudflareToken, id);
  }

  /** Forgets the project: its tokens open nothing any more. What it held is the caller's to remove. */
  remove(id: number): void {
    this.#store.db.prepare('DELETE FROM project WHERE id = ?').run(id);
  }

  all(): Project[] {
    const rows = this.#store.db.prepare('SELECT * FROM project ORDER BY id').all();
    return rows.map((row) => parse(row as unknown as ProjectRow));
  }

  #find(column: 'id' | 'hetzner_token' | 'cloudflare_token', key: string | number): Project | undefined {
    const row = this.#store.db.prepare(`SELECT * FROM project WHERE ${column} = ?`).get(key);
    return row && parse(row as unknown as ProjectRow);
  }
}

interface ProjectRow {
  id: number;
  hetzner_token: string;
  cloudflare_token: string;
  limits: string;
}

function parse(row: ProjectRow): Project {
  return {
    id: row.id,
    hetznerToken: row.hetzner_token,
    cloudflareToken: row.cloudflare_token,
    limits: JSON.parse(row.limits) as ProjectLimits,
  };
}

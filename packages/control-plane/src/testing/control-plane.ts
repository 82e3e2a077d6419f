import type { Env } from '../env.ts';

interface Harness {
  listen(): Promise<{ url: URL }>;
  fetch(path: string, init?: object): Promise<Response>;
  getWorker(): {
    getEnv(): Promise<Env>;
    scheduled(options: { cron: string; scheduledTime?: Date }): Promise<unknown>;
  };
  getLogs(): { message: string }[];
  clearLogs(): void;
}
declare const createWorkerHarness: (vars: Record<string, string>) => Promise<Harness>;

/** The keys of the tests' control plane, and what makes it one of development. */
export const TEST_VARS = {
  ENVIRONMENT: 'development',
  BASE_DOMAIN: 'prego.test',
  PUBLIC_URL: 'http://localhost:8787',
  GITHUB_API_URL: 'http://127.0.0.1:9',
  GITHUB_REPOSITORY: 'prego/provisioning',
  GITHUB_TOKEN: 'a token of the tests',
  INTERNAL_API_KEY: 'operator-key-of-the-tests-0123456789',
  GATEWAY_KEY: 'gateway-key-of-the-tests-0123456789',
  NODE_TOKEN_KEY: 'node-token-key-of-the-tests-0123456789',
  LAUNCH_TOKEN_KEY: 'launch-token-key-of-the-tests-0123456789',
  LIBRARY_SECRETS_KEY: 'library-secrets-key-of-the-tests-0123456789',
};

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers have many shapes, and each test says what it expects of its own
  body: any;
  headers: Headers;
}

/** The control plane on workerd, as its callers reach it. One a test file: `beforeAll(async () => { cp = await ControlPlane.start(); })`. */
export class ControlPlane {
  readonly harness: Harness;
  /** The Worker's own bindings: D1, R2, the queue. */
  readonly env: Env;

  private constructor(harness: Harness, env: Env) {
    this.harness = harness;
    this.env = env;
  }

  static async start(vars: Record<string, string> = {}): Promise<ControlPlane> {
    const harness = await createWorkerHarness({ ...TEST_VARS, ...vars });
    return new ControlPlane(harness, await harness.getWorker().getEnv());
  }

  /** `as`: who calls; a string of another kind is sent as the Bearer token it is. */
  async call(
    method: string,
    path: string,
    options: {
      as?: 'operator' | 'gateway' | 'nobody' | { token: string };
      body?: unknown;
      headers?: Record<string, string>;
    } = {},
  ): Promise<Answer> {
    const { as = 'operator', body, headers } = options;
    const token =
      typeof as === 'object'
        ? as.token
        : { operator: TEST_VARS.INTERNAL_API_KEY, gateway: TEST_VARS.GATEWAY_KEY, nobody: '' }[as];
    const response = await this.harness.fetch(path, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  get = (path: string) => this.call('GET', path);
  post = (path: string, body?: unknown) => this.call('POST', path, { body });

  /** What the Worker has logged since it was asked last, oldest first. Every line is one JSON object. */
  lines(): Record<string, unknown>[] {
    const lines = this.harness.getLogs().map(({ message }) => JSON.parse(message) as Record<string, unknown>);
    this.harness.clearLogs();
    return lines;
  }

  /** Rows of the Worker's own database. */
  async rows<Row = Record<string, unknown>>(sql: string, ...values: unknown[]): Promise<Row[]> {
    return (
      await this.env.DB.prepare(sql)
        .bind(...values)
        .all<Row>()
    ).results;
  }

  /** Writes rows as they are, by their columns. */
  async insert(table: string, ...rows: Record<string, unknown>[]): Promise<void> {
    for (const row of rows) {
      const columns = Object.keys(row);
      const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
      await this.env.DB.prepare(sql)
        .bind(...Object.values(row))
        .run();
    }
  }

  /** Empties every table, so that the next test begins with nothing. */
  async clear(): Promise<void> {
    const tables = await this.rows<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'",
    );
    const names = tables.map(({ name }) => name).sort((a) => (a === 'seats' ? -1 : 0));
    await this.env.DB.batch(names.map((name) => this.env.DB.prepare(`DELETE FROM ${name}`)));
  }

  /** What the cron trigger does every minute. */
  async sweep(): Promise<void> {
    await this.harness.getWorker().scheduled({ cron: '* * * * *' });
  }
}

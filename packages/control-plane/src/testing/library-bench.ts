import { afterEach, beforeAll, beforeEach, expect, jest } from '@jest/globals';
import type { LibraryInputs, LibraryResource } from '@prego/contracts';
import { ControlPlane } from './control-plane.ts';
import { MADE, reportOf, type SeededProvisioning, seedProvisioning } from './library-rows.ts';
import { WORLD } from './library-world.ts';

type As = { readonly token: string };

/** A control plane on workerd for the tests of the library: nothing is dispatched, and runs claim as the operator's. */
export class LibraryBench {
  cp!: ControlPlane;

  seed = (inputs: Partial<LibraryInputs> = {}, more: Record<string, unknown> = {}) =>
    seedProvisioning(this.cp, inputs, more);

  post = (path: string, body: unknown, as?: As, headers: Record<string, string> = {}) =>
    this.cp.call('POST', `/internal/library${path}`, { body, headers, ...(as && { as }) });
  get = (path: string) => this.cp.get(`/internal/library${path}`);
  askReturn = (id: string, name: string, as?: As) => this.post(`/provisionings/${id}/return`, { name }, as);
  askDelete = (id: string, name: string, as?: As) =>
    this.cp.call('DELETE', `/internal/library/provisionings/${id}?name=${encodeURIComponent(name)}`, as && { as });

  job = (job_id: string, what: string, body: unknown = {}) =>
    this.cp.post(`/internal/provision-jobs/${job_id}/${what}`, body);

  /** Brings a job that is queued to where its run has claimed it, and answers the claim. */
  claimed = async (job_id: string) => {
    for (const status of ['dispatching', 'dispatched']) {
      await this.sql('UPDATE provision_jobs SET status = ?, rev = rev + 1 WHERE job_id = ?', status, job_id);
    }
    await this.sql('DELETE FROM outbox WHERE job_id = ?', job_id);
    const { status, body } = await this.job(job_id, 'claim');
    expect([status, body.error]).toEqual([200, undefined]);
    return body;
  };

  /** One that is made: its run has said so. */
  provisioned = async (inputs: Partial<LibraryInputs> = {}, resources: LibraryResource[] = MADE) => {
    const seeded = await this.seed(inputs);
    await this.claimed(seeded.job_id);
    await this.ends(seeded.job_id, { status: 'completed', library: reportOf(resources) });
    return seeded;
  };

  /** One whose run has failed, saying what there is of it where it says anything. */
  failed = async (inputs: Partial<LibraryInputs> = {}, resources?: LibraryResource[]) => {
    const seeded = await this.seed(inputs);
    await this.claimed(seeded.job_id);
    const error = { code: 'CAPACITY_EXHAUSTED', message: 'no room anywhere' };
    await this.ends(seeded.job_id, { status: 'failed', error, ...(resources && { library: reportOf(resources) }) });
    return seeded;
  };

  /** Asks for the return of what was seeded and lets its run claim it; answers the job. */
  returning = async ({ provisioning_id }: Pick<SeededProvisioning, 'provisioning_id'>): Promise<string> => {
    const { name } = await this.row(provisioning_id);
    const { status, body } = await this.askReturn(provisioning_id, String(name));
    expect([status, body.error]).toEqual([202, undefined]);
    await this.claimed(body.job_id);
    return body.job_id;
  };

  returned = async (inputs: Partial<LibraryInputs> = {}) => {
    const seeded = await this.provisioned(inputs);
    await this.ends(await this.returning(seeded), { status: 'completed', library: reportOf([]) });
    return seeded;
  };

  /** One whose return has failed with this left, or without a word. */
  returnFailed = async (inputs: Partial<LibraryInputs> = {}, left?: LibraryResource[]) => {
    const seeded = await this.provisioned(inputs);
    const error = { code: 'PROTECTED', message: 'the server is protected' };
    const report = left && { library: reportOf(left) };
    await this.ends(await this.returning(seeded), { status: 'failed', error, ...report });
    return seeded;
  };

  /** The run's last word. */
  ends = async (job_id: string, body: object) => {
    const answer = await this.job(job_id, 'callback', body);
    expect([answer.status, answer.body.error]).toEqual([200, undefined]);
  };

  row = async (id: string) => {
    const [row] = await this.cp.rows('SELECT * FROM library_provisionings WHERE provisioning_id = ?', id);
    if (!row) throw new Error(`there is no ${id}`);
    return row;
  };
  /** The history of one, the oldest first. */
  events = (id: string) =>
    this.cp.rows<Record<string, unknown>>(
      'SELECT * FROM library_events WHERE provisioning_id = ? ORDER BY event_id',
      id,
    );
  kinds = async (id: string) => (await this.events(id)).map(({ kind }) => kind);
  jobs = (id: string) => this.cp.rows('SELECT * FROM provision_jobs WHERE provisioning_id = ? ORDER BY job_id', id);
  sql = (sql: string, ...values: unknown[]) =>
    this.cp.env.DB.prepare(sql)
      .bind(...values)
      .run();

  /** What automation has seen: enough to provision anything with. */
  reportInventory = async (more: Record<string, readonly unknown[]> = {}) => {
    const prices = Object.keys(WORLD.ipv4_prices).map((location) => {
      return { what: 'primary_ipv4', location, hourly: 0.0008, monthly: 0.5 };
    });
    const lists: Record<string, readonly unknown[]> = {
      ...{ networks: WORLD.networks, ssh_keys: WORLD.ssh_keys },
      locations: WORLD.locations.map(({ name, network_zone }) => ({ name, network_zone })),
      server_types: [...WORLD.server_types, LARGEST],
      prices: [...prices, { what: 'volume_gb', hourly: 0.00006, monthly: 0.044 }],
      servers: [],
      ...more,
    };
    for (const [kind, items] of Object.entries(lists)) await this.seen(kind, items);
  };

  seen = async (kind: string, items: readonly unknown[], seen_at = Date.now()) => {
    const { status, body } = await this.cp.post('/internal/inventory', { kind, items, seen_at });
    expect([status, body.error]).toEqual([200, undefined]);
  };
}

/** Serves every server of any template. */
export const LARGEST = {
  ...{ name: 'cx53', cores: 16, memory_gb: 32, disk_gb: 320, architecture: 'x86' },
  prices: ['fsn1', 'nbg1', 'hel1'].map((location) => ({ location, hourly: 0.03, monthly: 18 })),
};

/** A bench that starts with the test file and is empty before each test. */
export function libraryBench(): LibraryBench {
  // A real workerd on whatever machine this is.
  jest.setTimeout(60_000);
  const bench = new LibraryBench();
  beforeAll(async () => {
    bench.cp = await ControlPlane.start();
  });
  beforeEach(async () => {
    const paused = { paused: true, reason: 'tests claim by hand', changed_by: null, changed_at: null };
    await bench.cp.insert('settings', { name: 'dispatch', value: JSON.stringify(paused) });
  });
  afterEach(async () => {
    await bench.cp.clear();
    const { objects } = await bench.cp.env.BUCKET.list();
    await bench.cp.env.BUCKET.delete(objects.map(({ key }) => key));
  });
  return bench;
}

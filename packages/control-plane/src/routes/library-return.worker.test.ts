import { describe, expect, test } from '@jest/globals';
import { codeOf } from '../testing/fleet.ts';
import { libraryBench } from '../testing/library-bench.ts';
import { MADE, MANIFEST, reportOf } from '../testing/library-rows.ts';

const bench = libraryBench();

describe('a return', () => {
  test('begins with a job of its own, on the stack of the execution, and says so in the history', async () => {
    const { provisioning_id, job_id, stack } = await bench.provisioned();
    const { status, body } = await bench.askReturn(provisioning_id, 'My shop');
    expect({ status, said: body.status }).toEqual({ status: 202, said: 'returning' });
    expect(body.job_id).not.toBe(job_id);
    const [, job] = await bench.jobs(provisioning_id);
    expect(job).toMatchObject({ job_id: body.job_id, kind: 'library_return', status: 'queued', stack, region: 'eu' });
    expect(await bench.row(provisioning_id)).toMatchObject({
      status: 'returning',
      job_id: body.job_id,
      ended_at: null,
    });
    expect((await bench.events(provisioning_id)).at(-1)).toMatchObject({
      ...{ kind: 'return_executed', actor: 'operator', job_id: body.job_id, attempt: 1 },
    });
    expect(await bench.cp.rows('SELECT action FROM audit WHERE job_id = ?', body.job_id)).toEqual([
      { action: 'job.created' },
    ]);
    expect(await bench.cp.rows('SELECT job_id FROM outbox')).toEqual([{ job_id: body.job_id }]);
  });

  test.each(['my shop', 'My shop ', ' My shop', 'My  shop', 'MY SHOP', '', 'My shop\u200b', 'My%20shop'])(
    'is refused where the name is typed as %j',
    async (name) => {
      const { provisioning_id } = await bench.provisioned();
      expect(codeOf(await bench.askReturn(provisioning_id, name))).toBe('name_mismatch');
      expect((await bench.row(provisioning_id)).status).toBe('provisioned');
      expect(await bench.jobs(provisioning_id)).toHaveLength(1);
    },
  );

  test('takes a name that is typed in other code points, and looks the same', async () => {
    const { provisioning_id } = await bench.provisioned({ name: '가게 École' });
    expect(await bench.askReturn(provisioning_id, '가게 École'.normalize('NFD'))).toMatchObject({ status: 202 });
  });

  test("is refused with another one's name, and of what is still made, gone from the list, or unknown", async () => {
    const made = await bench.seed();
    const other = await bench.provisioned({ name: 'Other', server_prefix: 'other' });
    expect(codeOf(await bench.askReturn(made.provisioning_id, 'Other'))).toBe('name_mismatch');
    expect(codeOf(await bench.askReturn(made.provisioning_id, 'My shop'))).toBe('job_active');
    expect(codeOf(await bench.askReturn(`lib_${'9'.repeat(26)}`, 'Other'))).toBe('provisioning_not_found');
    await bench.ends(await bench.returning(other), { status: 'completed', library: reportOf([]) });
    await bench.askDelete(other.provisioning_id, 'Other');
    expect(codeOf(await bench.askReturn(other.provisioning_id, 'Other'))).toBe('provisioning_not_found');
    expect(await bench.cp.rows("SELECT 1 FROM provision_jobs WHERE kind = 'library_return'")).toHaveLength(1);
  });

  test('that two, and twenty, ask for at once is one job, and all are told the same', async () => {
    const { provisioning_id } = await bench.provisioned();
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.askReturn(provisioning_id, 'My shop')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(19).fill(200), 202]);
    expect(new Set(answers.map(({ body }) => body.job_id)).size).toBe(1);
    expect(await bench.jobs(provisioning_id)).toHaveLength(2);
    expect((await bench.kinds(provisioning_id)).filter((kind) => kind === 'return_executed')).toHaveLength(1);
  });

  test('asked for again when it is done answers the job that did it', async () => {
    const { provisioning_id } = await bench.provisioned();
    const job_id = await bench.returning({ provisioning_id });
    await bench.ends(job_id, { status: 'completed', library: reportOf([]) });
    const { status, body } = await bench.askReturn(provisioning_id, 'My shop');
    expect([status, body.status, body.job_id]).toEqual([200, 'returned', job_id]);
    expect(await bench.jobs(provisioning_id)).toHaveLength(2);
  });

  test('of an execution that failed and made nothing completes', async () => {
    const failed = await bench.failed({}, []);
    const job_id = await bench.returning(failed);
    await bench.ends(job_id, { status: 'completed', library: reportOf([]) });
    expect(await bench.row(failed.provisioning_id)).toMatchObject({ status: 'returned', secrets: '{}' });
  });

  test('has not completed where nobody says that nothing is left', async () => {
    const { provisioning_id } = await bench.provisioned();
    const job_id = await bench.returning({ provisioning_id });
    expect(codeOf(await bench.job(job_id, 'callback', { status: 'completed' }))).toBe('invalid_request');
    expect((await bench.row(provisioning_id)).status).toBe('returning');
  });

  test('that failed may be asked for anew, as a job of its own', async () => {
    const { provisioning_id } = await bench.returnFailed({}, MADE.slice(0, 1));
    const job_id = await bench.returning({ provisioning_id });
    await bench.ends(job_id, { status: 'completed', library: reportOf([]) });
    expect(await bench.row(provisioning_id)).toMatchObject({ status: 'returned', error_code: null });
    expect(await bench.kinds(provisioning_id)).toEqual([
      ...['provisioning_executed', 'provisioning_completed', 'return_executed', 'return_failed'],
      ...['return_executed', 'return_completed'],
    ]);
  });

  test('takes no more than a name, and nothing huge', async () => {
    const { provisioning_id } = await bench.provisioned();
    const path = `/provisionings/${provisioning_id}/return`;
    for (const body of [{}, { name: 'My shop', force: true }, { name: 1 }, [], null, { name: 'x'.repeat(501) }]) {
      expect(codeOf(await bench.post(path, body))).toBe('invalid_request');
    }
    expect(codeOf(await bench.post(path, { name: 'x'.repeat(1_100_000) }))).toBe('payload_too_large');
    expect((await bench.row(provisioning_id)).status).toBe('provisioned');
  });
});

describe('a deletion', () => {
  test('takes what is returned off the list; the history keeps it, and names who', async () => {
    const { provisioning_id } = await bench.returned();
    expect((await bench.askDelete(provisioning_id, 'My shop')).status).toBe(204);
    expect((await bench.get('/provisionings')).body.items).toEqual([]);
    expect(codeOf(await bench.get(`/provisionings/${provisioning_id}`))).toBe('provisioning_not_found');
    expect(codeOf(await bench.askDelete(provisioning_id, 'My shop'))).toBe('provisioning_not_found');
    const last = (await bench.get('/history')).body.items[0];
    expect(last).toMatchObject({ kind: 'status_deleted', name: 'My shop', by: 'operator', log: 'none' });
    expect(await bench.cp.rows("SELECT actor FROM audit WHERE action = 'library.status_deleted'")).toHaveLength(1);
    expect((await bench.get('/history')).body.items).toHaveLength(5);
  });

  test('takes what could not be returned off the list, with its secrets, its template and what people typed', async () => {
    const { provisioning_id } = await bench.returnFailed({}, MADE);
    const before = await bench.row(provisioning_id);
    expect([before.secrets, before.template_as_run]).not.toContain('{}');
    expect(before.inputs).toContain('shop.example');
    expect((await bench.askDelete(provisioning_id, 'My shop')).status).toBe(204);
    expect(await bench.row(provisioning_id)).toMatchObject({ secrets: '{}', template_as_run: '{}' });
    const tables = ['library_provisionings', 'library_events', 'provision_jobs', 'audit'];
    const rows = await Promise.all(tables.map((table) => bench.cp.rows(`SELECT * FROM ${table}`)));
    expect(JSON.stringify(rows)).not.toContain('shop.example');
    expect((await bench.get('/history')).body.items[0].template_name).toEqual(MANIFEST.name);
    expect((await bench.kinds(provisioning_id)).slice(-2)).toEqual(['return_failed', 'status_deleted']);
  });

  test.each(['provisioning', 'provisioned', 'provision_failed', 'returning'])(
    'is refused while it is %s',
    async (status) => {
      const begin = {
        provisioning: () => bench.seed(),
        provisioned: () => bench.provisioned(),
        provision_failed: () => bench.failed(),
        returning: async () => {
          const seeded = await bench.provisioned();
          await bench.returning(seeded);
          return seeded;
        },
      }[status];
      const { provisioning_id } = (await begin?.()) ?? (await bench.seed());
      expect((await bench.row(provisioning_id)).status).toBe(status);
      expect(codeOf(await bench.askDelete(provisioning_id, 'My shop'))).toBe('move_refused');
      expect((await bench.row(provisioning_id)).deleted_at).toBeNull();
      expect(await bench.kinds(provisioning_id)).not.toContain('status_deleted');
    },
  );

  test.each(['my shop', 'My shop ', ' My shop', '', 'Other'])(
    'is refused where the name is typed as %j',
    async (name) => {
      const { provisioning_id } = await bench.returned();
      expect(codeOf(await bench.askDelete(provisioning_id, name))).toBe('name_mismatch');
      expect((await bench.row(provisioning_id)).deleted_at).toBeNull();
    },
  );

  test('without a name, or with more than one thing, is not understood', async () => {
    const { provisioning_id } = await bench.returned();
    const path = `/internal/library/provisionings/${provisioning_id}`;
    for (const query of ['', '?name=My%20shop&force=1', '?nom=My%20shop']) {
      expect(codeOf(await bench.cp.call('DELETE', path + query))).toBe('invalid_request');
    }
    expect((await bench.row(provisioning_id)).deleted_at).toBeNull();
  });

  test('that several ask for at once happens once', async () => {
    const { provisioning_id } = await bench.returned();
    const answers = await Promise.all(Array.from({ length: 8 }, () => bench.askDelete(provisioning_id, 'My shop')));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(new Set(answers.map(codeOf))).toEqual(new Set([undefined, 'provisioning_not_found']));
    expect((await bench.kinds(provisioning_id)).filter((kind) => kind === 'status_deleted')).toHaveLength(1);
  });

  test('and a new return at once: only one of them happens', async () => {
    for (let i = 0; i < 5; i++) {
      const inputs = { name: `Shop ${i}`, server_prefix: `shop${i}` };
      const { provisioning_id } = await bench.returnFailed(inputs, MADE);
      const [deleted, begun] = await Promise.all([
        bench.askDelete(provisioning_id, inputs.name),
        bench.askReturn(provisioning_id, inputs.name),
      ]);
      const { status, deleted_at } = await bench.row(provisioning_id);
      expect([deleted.status === 204, begun.status === 202]).toEqual([deleted_at !== null, status === 'returning']);
      expect(deleted_at !== null).not.toBe(status === 'returning');
      expect([undefined, 'move_refused']).toContain(codeOf(deleted));
      expect([undefined, 'provisioning_not_found']).toContain(codeOf(begun));
    }
  });

  test('gives its name and prefix free, and a retry of its job brings nothing back', async () => {
    const { provisioning_id } = await bench.returnFailed({}, []);
    const { job_id } = await bench.row(provisioning_id);
    await bench.askDelete(provisioning_id, 'My shop');
    expect(codeOf(await bench.job(String(job_id), 'retry'))).toBe('move_refused');
    await bench.seed();
    expect((await bench.get('/provisionings')).body.items).toHaveLength(1);
  });
});

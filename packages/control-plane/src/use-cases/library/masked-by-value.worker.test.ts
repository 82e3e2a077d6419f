import { beforeEach, describe, expect, test } from '@jest/globals';
import { codeOf } from '../../testing/fleet.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { MADE, PASSWORD, reportOf, type SeededProvisioning } from '../../testing/library-rows.ts';

const bench = libraryBench();
const SAID = `psql: admin:${PASSWORD} was refused`;
let seeded: SeededProvisioning;
beforeEach(async () => {
  seeded = await bench.seed();
  await bench.claimed(seeded.job_id);
});

const logPath = (seq = 0) => `/internal/provision-jobs/${seeded.job_id}/attempts/1/log/${seq}`;
async function putChunk(text: string, seq = 0) {
  const headers = { 'content-type': 'text/plain; charset=utf-8', authorization: `Bearer ${await token()}` };
  const response = await bench.cp.harness.fetch(logPath(seq), { method: 'PUT', headers, body: text });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
/** A newer one each time: the claim before is void. */
const token = async (): Promise<string> => (await bench.job(seeded.job_id, 'claim')).body.token;
const stored = async (seq = 0) =>
  await (await bench.cp.env.BUCKET.get(`logs/${seeded.job_id}/1/${String(seq).padStart(6, '0')}`))?.text();
const sendEvent = (data: object) => {
  const { job_id, trace_id } = seeded;
  const event = { trace_id, job_id, attempt: 1, stage: 'engine', status: 'failed', at: Date.now(), data };
  return bench.cp.post('/internal/trace-events', { events: [event] });
};
const fail = () => bench.ends(seeded.job_id, { status: 'failed', error: { code: 'BOOTSTRAP_FAILED', message: SAID } });
const loseKey = () =>
  bench.sql(
    `UPDATE library_provisionings SET secrets = '{"admin_password":"v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA"}'`,
  );
const everything = async () => {
  const tables = ['library_provisionings', 'library_events', 'provision_jobs', 'job_attempts', 'audit', 'trace_events'];
  return JSON.stringify(await Promise.all(tables.map((table) => bench.cp.rows(`SELECT * FROM ${table}`))));
};

describe('the first password, should a run not have masked it', () => {
  test('does not stand in an error', async () => {
    await fail();
    expect((await bench.row(seeded.provisioning_id)).error_message).toBe('psql: admin:*** was refused');
    expect((await bench.get('/history')).body.items[0].error_message).toBe('psql: admin:*** was refused');
    expect(await everything()).not.toContain(PASSWORD);
  });

  test('does not stand in what a trace says, at any depth', async () => {
    const { status, body } = await sendEvent({ line: SAID, list: [{ text: PASSWORD }] });
    expect([status, body.accepted]).toEqual([200, 1]);
    const [event] = await bench.cp.rows("SELECT data FROM trace_events WHERE stage = 'engine'");
    expect(JSON.parse(String(event?.data))).toEqual({ line: 'psql: admin:*** was refused', list: [{ text: '***' }] });
    expect(await everything()).not.toContain(PASSWORD);
  });

  test('does not stand in a chunk of a log, which is the same when it is sent again', async () => {
    const text = `한글\n${SAID}\n${PASSWORD}${PASSWORD}\n`;
    expect((await putChunk(text)).body).toMatchObject({ repeated: false });
    expect(await stored()).toBe('한글\npsql: admin:*** was refused\n******\n');
    expect((await putChunk(text)).body).toMatchObject({ repeated: true });
    expect(codeOf(await putChunk('another\n'))).toBe('conflict');
  });

  test('does not stand in a log where it lies across two chunks, whichever of them comes first', async () => {
    const [begins, ends] = [`one ${PASSWORD.slice(0, 7)}`, `${PASSWORD.slice(7)} two\n`];
    expect((await putChunk(ends, 1)).body).toMatchObject({ repeated: false });
    expect((await putChunk(begins, 0)).body).toMatchObject({ repeated: false });
    expect((await putChunk(ends, 1)).body).toMatchObject({ repeated: true });
    expect((await bench.cp.get(`/internal/provision-jobs/${seeded.job_id}/attempts/1/log`)).body).toBe(
      'one ****** two\n',
    );
  });

  test('does not stand in what the run of its return says either', async () => {
    await bench.ends(seeded.job_id, { status: 'completed', library: reportOf(MADE) });
    const job_id = await bench.returning(seeded);
    await bench.ends(job_id, { status: 'failed', error: { code: 'PROTECTED', message: SAID } });
    expect(await everything()).not.toContain(PASSWORD);
  });
});

describe('with its key lost', () => {
  test('a run ends, and its story and log are taken, as they are', async () => {
    const held = await token();
    await loseKey();
    expect((await sendEvent({ line: 'one' })).body.accepted).toBe(1);
    const headers = { 'content-type': 'text/plain; charset=utf-8', authorization: `Bearer ${held}` };
    const put = await bench.cp.harness.fetch(logPath(), { method: 'PUT', headers, body: 'one\n' });
    expect([put.status, await stored()]).toEqual([200, 'one\n']);
    await fail();
    expect((await bench.row(seeded.provisioning_id)).status).toBe('provision_failed');
  });
});

import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';
import { HOUR_MS } from '../testing/credentials.ts';
import { JOB, jobRow, moveClock } from '../testing/fleet.ts';
import { as, KEYS, makeKey } from '../testing/operator-keys.ts';
import { digestHex } from './digest.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const make = (name?: string) => makeKey(cp, name);
const whoAmI = (token: string) => cp.call('GET', '/internal/whoami', as(token));
/** Waits for what is done behind an answer. */
async function used(expected: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const [row] = await cp.rows<{ last_used_at: number | null }>('SELECT last_used_at FROM operator_keys');
    if (row?.last_used_at === expected || Date.now() > deadline) return expect(row?.last_used_at).toBe(expected);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("an operator's own key", () => {
  test('is answered once, opens what an operator opens, and is written down by its name', async () => {
    const { key, key_id } = await make();
    expect(key).toMatch(/^prego_op_[a-z2-7]{32}$/);
    expect((await whoAmI(key)).body).toEqual({ actor: 'operator anna', may_manage_keys: false });
    expect(
      (await cp.call('PUT', '/internal/dispatch', { ...as(key), body: { paused: true, reason: 'x' } })).status,
    ).toBe(200);
    expect((await cp.get('/internal/audit?actor=operator%20anna')).body.items).toMatchObject([
      { actor: 'operator anna' },
    ]);
    expect((await cp.get('/internal/dispatch')).body).toMatchObject({ changed_by: 'operator anna' });
    const { body } = await cp.get(KEYS);
    expect(body.items).toMatchObject([{ key_id, name: 'anna', revoked_at: null }]);
    expect(JSON.stringify(body)).not.toContain(key);
    expect(JSON.stringify(body)).not.toContain(await digestHex(key));
  });

  test('claims a job under its name', async () => {
    const { key } = await make();
    await cp.insert('provision_jobs', jobRow(JOB, { status: 'dispatched' }));
    await cp.insert('job_attempts', { job_id: JOB, attempt: 1, status: 'dispatched', created_at: 1 });
    const { status } = await cp.call('POST', `/internal/provision-jobs/${JOB}/claim`, { ...as(key), body: {} });
    expect(status).toBe(200);
    expect(await cp.rows("SELECT actor FROM audit WHERE action = 'job.claimed'")).toEqual([{ actor: 'operator anna' }]);
  });

  test('is known by its hash only, and the hash opens nothing', async () => {
    const { key } = await make();
    const rows = await cp.rows<{ key_hash: string }>('SELECT * FROM operator_keys');
    expect(JSON.stringify(rows)).not.toContain(key.slice('prego_op_'.length));
    const hash = String(rows[0]?.key_hash);
    for (const credential of [hash, `prego_op_${hash}`, `prego_op_${hash.slice(0, 32)}`]) {
      expect((await whoAmI(credential)).status).toBe(401);
    }
  });

  test('opens nothing in another spelling, cut short, or longer', async () => {
    const { key } = await make();
    const random = key.slice('prego_op_'.length);
    const spellings = [
      ...[key.toUpperCase(), `prego_op_${random.toUpperCase()}`, `PREGO_OP_${random}`, random, `op_${random}`],
      ...[key.slice(0, -1), `${key}a`, `${key}=`, `"${key}"`, 'prego_op_', `prego_op_${'%'.repeat(32)}`],
    ];
    for (const credential of spellings) {
      const { status, body } = await whoAmI(credential);
      expect({ credential, status, code: body.error.code }).toEqual({ credential, status: 401, code: 'unauthorized' });
    }
    expect((await whoAmI(key)).status).toBe(200);
  });

  test.each(['key', 'token', 'access_token', 'authorization', 'cp_internal_key'])(
    'opens nothing as the query parameter %s, nor as a cookie, and is in no line of the log',
    async (name) => {
      const { key } = await make();
      cp.lines();
      const nobody = { as: 'nobody' } as const;
      expect((await cp.call('GET', `/internal/nodes?${name}=${key}`, nobody)).status).toBe(401);
      const headers = { cookie: `${name}=${key}`, 'x-api-key': key };
      expect((await cp.call('GET', '/internal/nodes', { ...nobody, headers })).status).toBe(401);
      await cp.call('GET', `/internal/tenants/${key}`, as(key));
      await whoAmI(`${key}x`);
      expect(JSON.stringify(cp.lines())).not.toContain(key.slice('prego_op_'.length));
    },
  );

  test('opens nothing of the gateway, of customers or of other kinds', async () => {
    const { key } = await make();
    for (const [method, path] of [
      ['POST', '/v1/tenants'],
      ['GET', '/v1/launch'],
    ] as const) {
      const body = method === 'POST' ? { body: {} } : {};
      expect((await cp.call(method, path, { ...as(key), ...body })).status).toBe(403);
    }
  });

  test('was used last in an hour, which is written once', async () => {
    // Into the middle of the next hour, so that no hour ends meanwhile.
    const hour = (Math.floor(Date.now() / HOUR_MS) + 1) * HOUR_MS;
    await moveClock(cp, hour + HOUR_MS / 2 - Date.now());
    const { key, created_at } = await make();
    await whoAmI(key);
    // The hour began before it was made.
    await used(created_at);
    // As another isolate would find it that knew nothing of the first use.
    await cp.env.DB.prepare(
      'CREATE TRIGGER once BEFORE UPDATE ON operator_keys BEGIN SELECT RAISE(ABORT, "twice"); END',
    ).run();
    try {
      for (let i = 0; i < 5; i++) expect((await whoAmI(key)).status).toBe(200);
      cp.lines();
      await whoAmI(key);
      expect(JSON.stringify(cp.lines())).not.toContain('deferred work failed');
    } finally {
      await cp.env.DB.prepare('DROP TRIGGER once').run();
    }
    await moveClock(cp, hour + (HOUR_MS * 3) / 2 - Date.now());
    await whoAmI(key);
    await used(hour + HOUR_MS);
  });
});

test('no key is ever logged, nor the one that makes them', async () => {
  cp.lines();
  const { key, key_id } = await make();
  await whoAmI(key);
  await cp.call('DELETE', `${KEYS}/${key_id}`);
  await whoAmI(key);
  const text = JSON.stringify(cp.lines());
  expect(text).toContain('operator anna');
  for (const secret of [key, TEST_VARS.INTERNAL_API_KEY]) expect(text).not.toContain(secret);
});

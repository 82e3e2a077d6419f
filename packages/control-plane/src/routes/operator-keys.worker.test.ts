import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ControlPlane } from '../testing/control-plane.ts';
import { JOB } from '../testing/fleet.ts';
import { as, KEYS, makeKey } from '../testing/operator-keys.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
afterEach(() => cp.clear());

const make = (name?: string) => makeKey(cp, name);
const whoAmI = (token: string) => cp.call('GET', '/internal/whoami', as(token));
const audited = () =>
  cp.rows("SELECT actor, action, data FROM audit WHERE action LIKE 'operator_key.%' ORDER BY audit_id");

describe('a revoked key', () => {
  test('opens nothing from the next request on, and is told so', async () => {
    const { key, key_id } = await make();
    expect((await whoAmI(key)).status).toBe(200);
    expect((await cp.call('DELETE', `${KEYS}/${key_id}`)).status).toBe(204);
    const { status, body } = await whoAmI(key);
    expect({ status, code: body.error.code }).toEqual({ status: 401, code: 'unauthorized' });
    expect(body.error.message).toContain('The operator key of anna was revoked');
    expect((await cp.get(KEYS)).body.items).toMatchObject([{ key_id, revoked_at: expect.any(Number) }]);
  });

  test('does not claim a job either, which is open to a run without a key', async () => {
    const { key, key_id } = await make();
    await cp.call('DELETE', `${KEYS}/${key_id}`);
    const path = `/internal/provision-jobs/${JOB}/claim`;
    expect((await cp.call('POST', path, { ...as(key), body: {} })).status).toBe(401);
  });

  test('keeps its name: by it the history says who did what, so no other has it ever', async () => {
    const { key_id } = await make();
    await cp.call('DELETE', `${KEYS}/${key_id}`);
    const { status, body } = await cp.post(KEYS, { name: 'anna' });
    expect([status, body.error.code]).toEqual([409, 'conflict']);
    expect(body.error.message).toContain('There is, or was, a key of anna');
    expect((await make('anna.2')).key_id).not.toBe(key_id);
  });

  test('is revoked once: a second time nothing is written', async () => {
    const { key_id } = await make();
    const answers = await Promise.all([1, 2, 3].map(() => cp.call('DELETE', `${KEYS}/${key_id}`)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    const data = JSON.stringify({ key_id, name: 'anna' });
    expect(await audited()).toEqual([
      { actor: 'operator', action: 'operator_key.created', data },
      { actor: 'operator', action: 'operator_key.revoked', data },
    ]);
  });
});

describe('only INTERNAL_API_KEY manages keys', () => {
  test('it may', async () => {
    expect((await cp.get('/internal/whoami')).body).toEqual({ actor: 'operator', may_manage_keys: true });
  });

  test.each([
    ['GET', KEYS, undefined],
    ['POST', KEYS, { name: 'mallory' }],
    ['DELETE', `${KEYS}/key_none`, undefined],
  ])('a named key may not %s %s', async (method, path, body) => {
    const { key } = await make();
    const answer = await cp.call(method, path, { ...as(key), ...(body && { body }) });
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status: 403, code: 'forbidden' });
    expect(answer.body.error.message).toContain('INTERNAL_API_KEY');
  });

  test('a named key can revoke neither another nor itself', async () => {
    const [anna, ben] = [await make('anna'), await make('ben')];
    for (const { key_id } of [anna, ben]) {
      expect((await cp.call('DELETE', `${KEYS}/${key_id}`, as(anna.key))).status).toBe(403);
    }
    expect((await whoAmI(ben.key)).status).toBe(200);
    expect(await audited()).toHaveLength(2);
  });

  test.each(['nobody', 'gateway'] as const)('%s may not either', async (who) => {
    const { status } = await cp.call('POST', KEYS, { as: who, body: { name: 'mallory' } });
    expect(status).toBe(who === 'nobody' ? 401 : 403);
    expect(await cp.rows('SELECT * FROM operator_keys')).toEqual([]);
  });
});

describe('a name', () => {
  test('has one key at a time, of two who ask at once too', async () => {
    const both = await Promise.all([cp.post(KEYS, { name: 'anna' }), cp.post(KEYS, { name: 'anna' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const refused = both.find(({ status }) => status === 409);
    expect(refused?.body.error).toMatchObject({ code: 'conflict', message: expect.stringContaining('anna') });
    expect(await cp.rows('SELECT name FROM operator_keys')).toHaveLength(1);
    expect(await audited()).toHaveLength(1);
  });

  test.each(['', 'Anna', 'anna b', 'anna/1', '-anna', 'anna.', 'a'.repeat(41), 'anna\n', 'аnna'])(
    'is not %j',
    async (name) => {
      expect((await cp.post(KEYS, { name })).body.error.code).toBe('invalid_request');
    },
  );

  test('can not be made to look like another caller', async () => {
    const { key } = await make('system-sweep');
    expect((await whoAmI(key)).body.actor).toBe('operator system-sweep');
  });
});

test('an unknown key is not found, and says its id', async () => {
  const { status, body } = await cp.call('DELETE', `${KEYS}/key_none`);
  expect({ status, code: body.error.code }).toEqual({ status: 404, code: 'not_found' });
});

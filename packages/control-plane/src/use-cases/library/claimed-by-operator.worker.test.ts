import { beforeEach, describe, expect, test } from '@jest/globals';
import { codeOf } from '../../testing/fleet.ts';
import { libraryBench } from '../../testing/library-bench.ts';
import { PASSWORD } from '../../testing/library-rows.ts';
import { as, makeKey } from '../../testing/operator-keys.ts';
import { LOSES_ALL, testDeps } from '../../testing/test-deps.ts';
import { looksOfClaim } from './looks-of-claim.ts';

const bench = libraryBench();
let anna: { readonly as: { readonly token: string } };
beforeEach(async () => {
  anna = as((await makeKey(bench.cp, 'anna')).key);
});

const path = (job_id: string, what: string) => `/internal/provision-jobs/${job_id}/${what}`;
const looks = () => bench.cp.rows("SELECT actor, job_id, data FROM audit WHERE action = 'library.secret_shown'");

describe('a claim by INTERNAL_API_KEY', () => {
  test('is a look at each first password, every time, and says of which attempt', async () => {
    const { provisioning_id, job_id } = await bench.seed();
    const { library } = await bench.claimed(job_id);
    expect(library.secrets).toEqual({ admin_password: PASSWORD });
    await bench.job(job_id, 'claim');
    const data = JSON.stringify({ provisioning_id, name: 'My shop', secret: 'admin_password', attempt: 1 });
    expect(await looks()).toEqual(Array(2).fill({ actor: 'operator', job_id, data }));
    expect(JSON.stringify(await bench.cp.rows('SELECT * FROM audit'))).not.toContain(PASSWORD);
  });

  test('that is refused is none', async () => {
    const { job_id } = await bench.seed();
    expect(codeOf(await bench.job(job_id, 'claim'))).toBe('move_refused');
    expect(await looks()).toEqual([]);
  });

  test('of a return is none: it answers no password', async () => {
    const made = await bench.provisioned();
    const before = await looks();
    await bench.returning(made);
    expect(await looks()).toEqual(before);
  });
});

describe("a claim by an operator's own key", () => {
  test('is refused where there is a password; it changes nothing, and the run keeps its token', async () => {
    const { job_id } = await bench.seed();
    const { token } = await bench.claimed(job_id);
    const before = await bench.cp.rows('SELECT * FROM audit');
    const answer = await bench.cp.call('POST', path(job_id, 'claim'), { ...anna, body: {} });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'forbidden']);
    expect(JSON.stringify(answer.body)).not.toContain(PASSWORD);
    expect(await bench.cp.rows('SELECT * FROM audit')).toEqual(before);
    const progress = { ...as(token), body: { status: 'progress' } };
    expect((await bench.cp.call('POST', path(job_id, 'callback'), progress)).status).toBe(200);
  });

  test('is taken where there is none, and of a return', async () => {
    const { job_id } = await bench.seed({}, { secrets: '{}' });
    await bench.claimed(job_id);
    const made = await bench.provisioned({ name: 'Other', server_prefix: 'other' });
    const back = await bench.returning(made);
    for (const id of [job_id, back]) {
      const { status, body } = await bench.cp.call('POST', path(id, 'claim'), { ...anna, body: {} });
      expect([status, body.library.secrets]).toEqual([200, {}]);
    }
  });
});

test('a claim by the run itself is no look of anybody', async () => {
  const { job_id } = await bench.seed();
  const deps = await testDeps(bench.cp, {}, Date.now(), { queue: LOSES_ALL });
  const [job] = await bench.cp.rows<Parameters<typeof looksOfClaim>[1]>(
    'SELECT * FROM provision_jobs WHERE job_id = ?',
    job_id,
  );
  if (!job) throw new Error('there is no job');
  expect(await looksOfClaim(deps, job, undefined, 'r')).toEqual([]);
  expect(await looksOfClaim(deps, job, { kind: 'operator' }, 'r')).toHaveLength(1);
});

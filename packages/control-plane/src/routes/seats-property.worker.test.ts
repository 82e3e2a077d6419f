import { beforeAll, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { ControlPlane } from '../testing/control-plane.ts';
import { emptyWorld, putNode, runToEnd, signUp } from '../testing/placement-world.ts';

jest.setTimeout(120_000);

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start({ PLACEMENT_MAX_TENANTS_PER_NODE: '2' });
});

const NODES = ['sg-s-2222bbbb', 'sg-s-3333cccc'];
const TENANTS = ['a', 'b', 'c', 'd'];
const tenant = fc.constantFrom(...TENANTS);

/** What anybody may do, in any order. Most of it is refused at most moments. */
const call = fc.oneof(
  fc.record({ do: fc.constant('sign up' as const), tenant, tier: fc.constantFrom('basic', 'enterprise') }),
  fc.record({ do: fc.constant('return' as const), tenant }),
  fc.record({
    do: fc.constant('end' as const),
    tenant,
    status: fc.constantFrom('completed' as const, 'failed' as const),
  }),
  fc.record({ do: fc.constant('retry' as const), tenant }),
  fc.record({ do: fc.constant('cancel' as const), tenant }),
  fc.record({ do: fc.constant('lapse' as const), tenant }),
  fc.record({ do: fc.constant('retire' as const), node: fc.nat(5) }),
  fc.record({
    do: fc.constant('move' as const),
    node: fc.nat(5),
    action: fc.constantFrom('cordon', 'uncordon', 'fail'),
  }),
);
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

const newestJob = async (tenantId: string) =>
  (
    await cp.rows<{ job_id: string; status: string }>(
      'SELECT job_id, status FROM provision_jobs WHERE tenant_id = ? ORDER BY created_at DESC, job_id DESC LIMIT 1',
      tenantId,
    )
  )[0];

async function nodeAt(index: number): Promise<string> {
  const rows = await cp.rows<{ node_id: string }>('SELECT node_id FROM nodes ORDER BY node_id');
  return rows[index % rows.length]?.node_id ?? '';
}

async function make(step: Call): Promise<{ status: number; body: unknown } | undefined> {
  if (step.do === 'sign up') return await signUp(cp, step.tenant, { plan_tier: step.tier }, undefined);
  if (step.do === 'return') return await cp.post(`/internal/tenants/${step.tenant}/return`, { name: step.tenant });
  if (step.do === 'retire' || step.do === 'move') {
    const node = await nodeAt(step.node);
    if (step.do === 'retire') return await cp.post(`/internal/nodes/${node}/retire`, { name: node });
    return await cp.call('PATCH', `/internal/nodes/${node}`, { body: { action: step.action, reason: 'chance' } });
  }
  if (step.do === 'lapse') {
    // As the sweep does it when a job has been dead for too long.
    const dead = "tenant_id = ? AND status IN ('failed', 'cancelled')";
    await cp.env.DB.batch(
      [
        `DELETE FROM seats WHERE job_id IN (SELECT job_id FROM provision_jobs WHERE ${dead})`,
        `UPDATE provision_jobs SET rev = rev + 1 WHERE ${dead}`,
      ].map((sql) => cp.env.DB.prepare(sql).bind(step.tenant)),
    );
    return undefined;
  }
  const job = await newestJob(step.tenant);
  if (!job) return undefined;
  if (step.do !== 'end') return await cp.post(`/internal/provision-jobs/${job.job_id}/${step.do}`);
  if (job.status !== 'queued') return undefined;
  return await runToEnd(cp, job.job_id, step.status).catch(unlessMovedMeanwhile);
}

/** A cancel or an end of the same round may move the job between two moves of its run: the trigger refuses the next. */
function unlessMovedMeanwhile(error: Error): undefined {
  if (!error.message.includes('illegal_move')) throw error;
}

async function expectSound(): Promise<void> {
  const wrong = await cp.rows(
    `SELECT node_id, tenants, reservations, capacity FROM nodes AS n
     WHERE tenants <> (SELECT COUNT(*) FROM seats WHERE node_id = n.node_id AND kind = 'tenant')
        OR reservations <> (SELECT COUNT(*) FROM seats WHERE node_id = n.node_id AND kind = 'reservation')
        OR tenants + reservations > capacity`,
  );
  expect(wrong).toEqual([]);
  const placeless = await cp.rows(
    `SELECT job_id FROM provision_jobs AS j WHERE kind = 'provision'
       AND status IN ('queued', 'waiting', 'dispatching', 'dispatched', 'running')
       AND NOT EXISTS (SELECT 1 FROM seats WHERE tenant_id = j.tenant_id AND job_id = j.job_id)`,
  );
  expect(placeless).toEqual([]);
  const forgotten = await cp.rows(
    `SELECT job_id FROM provision_jobs AS j
     WHERE (status = 'queued') <> EXISTS (SELECT 1 FROM outbox WHERE job_id = j.job_id AND attempt = j.attempt)
       AND status IN ('queued', 'waiting')`,
  );
  expect(forgotten).toEqual([]);
}

test('after any calls in any order, many at once, each node counts its seats, and each job under way has one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(call, { minLength: 1, maxLength: 4 }), { maxLength: 12 }), async (rounds) => {
      await emptyWorld(cp);
      for (const node of NODES) await putNode(cp, node, { capacity: 2 });
      for (const round of rounds) {
        const answers = await Promise.all(round.map(make));
        const broken = answers.filter((answer) => answer && answer.status >= 500 && answer.status !== 503);
        expect(broken).toEqual([]);
        await expectSound();
      }
    }),
    { numRuns: 25 },
  );
});

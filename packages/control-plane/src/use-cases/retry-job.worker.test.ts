import { describe, expect, test } from '@jest/globals';
import { jobBench } from '../testing/job-bench.ts';
import { seedNode, seedOther, seedProvision } from '../testing/job-world.ts';

const NODE = 'sg-s-22222222';
const bench = jobBench();

const retry = async (job_id: string) => {
  const { status, body } = await bench.post(job_id, 'retry', {});
  return status === 200 ? body.status : body.error.code;
};

describe('a retry of a node’s retirement', () => {
  async function failedRetirement(): Promise<string> {
    await seedNode(bench.cp, NODE, { status: 'draining' });
    const job_id = await seedOther(bench.cp, 'retire', { kind: 'retire_node', node_id: NODE, stack: 'sg' });
    await bench.sql("UPDATE provision_jobs SET status = 'failed', rev = rev + 1");
    await bench.sql('DELETE FROM outbox');
    return job_id;
  }

  test('goes on while the node is empty', async () => {
    expect(await retry(await failedRetirement())).toBe('queued');
  });

  test('is refused once the node takes tenants again', async () => {
    const job_id = await failedRetirement();
    await bench.sql("UPDATE nodes SET status = 'ready'");
    expect(await retry(job_id)).toBe('move_refused');
  });

  test('is refused while a tenant lives there', async () => {
    const job_id = await failedRetirement();
    await bench.sql("UPDATE nodes SET status = 'ready'");
    await seedProvision(bench.cp, 'acme', { on: NODE, status: 'completed' });
    await bench.sql("UPDATE nodes SET status = 'draining'");
    expect(await retry(job_id)).toBe('node_in_use');
    expect(await bench.job(job_id)).toMatchObject({ status: 'failed', attempt: 1 });
  });

  test('meets what the database itself refuses, should someone move in at the last moment', async () => {
    const job_id = await failedRetirement();
    const again = bench.sql(
      "UPDATE provision_jobs SET status = 'queued', attempt = 2, rev = rev + 1 WHERE job_id = ?",
      job_id,
    );
    await expect(again).resolves.toBeDefined();
    await bench.sql("UPDATE provision_jobs SET status = 'failed', rev = rev + 1");
    await bench.sql("UPDATE nodes SET status = 'ready'");
    await expect(
      bench.sql("UPDATE provision_jobs SET status = 'queued', attempt = 3, rev = rev + 1 WHERE job_id = ?", job_id),
    ).rejects.toThrow('node_moved');
  });
});

test('a return of a tenant who has since been returned and signed up anew is not taken up again', async () => {
  const { tenant_id } = await seedProvision(bench.cp, 'acme', { status: 'completed' });
  const old = await seedOther(bench.cp, 'old', { kind: 'return', tenant_id, status: 'cancelled' });
  await bench.sql("UPDATE tenants SET status = 'active'");
  await bench.sql('DELETE FROM outbox');
  await seedOther(bench.cp, 'new', { kind: 'provision', tenant_id, status: 'completed' });
  expect(await retry(old)).toBe('move_refused');
  expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'active' });
});

import { expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import { sweep } from '../sweep/sweep.ts';
import { jobBench } from '../testing/job-bench.ts';
import { seedNode, seedProvision } from '../testing/job-world.ts';

const NODE = 'sg-s-22222222';
const MINUTE = 60_000;
const bench = jobBench();

test('a tenant for whom there is no other place fails, so that people see it', async () => {
  await seedNode(bench.cp, NODE);
  const { job_id, tenant_id } = await seedProvision(bench.cp, 'acme', { on: NODE, waits: true });
  // It has made a server before, which lives and takes nobody: it could make no second one of that name.
  await seedNode(bench.cp, sharedNodeId('sg', job_id), { job_id, status: 'cordoned' });
  await bench.sql("UPDATE nodes SET status = 'failed' WHERE node_id = ?", NODE);
  await sweep(await bench.edges(0));
  expect(await bench.job(job_id)).toMatchObject({ status: 'failed', error_code: 'no_place', waits_for: null });
  expect(await bench.tenant({ tenant_id })).toMatchObject({ status: 'failed' });
});

test('a node that nobody makes is not waited for for ever', async () => {
  await seedNode(bench.cp, NODE, { job_id: 'job_nobody' });
  const { job_id } = await seedProvision(bench.cp, 'acme', { on: NODE, waits: true });
  await sweep(await bench.edges(29 * MINUTE));
  expect(await bench.job(job_id)).toMatchObject({ status: 'waiting', waits_for_node: NODE });
  await sweep(await bench.edges(32 * MINUTE));
  expect(await bench.node(NODE)).toMatchObject({ status: 'failed' });
  expect(await bench.job(job_id)).toMatchObject({ status: 'queued', infra_mode: 'create_new_server' });
});

import { describe, expect, test } from '@jest/globals';
import type { Deps } from '../deps.ts';
import { setStatement } from '../store/settings.ts';
import { jobBench } from '../testing/job-bench.ts';
import { reaches, seedNode, seedOther, seedProvision } from '../testing/job-world.ts';
import { sweep } from './sweep.ts';

const NODE = 'sg-s-22222222';
const MINUTE = 60_000;
const DAY = 86_400_000;

const bench = jobBench();
const sweepAt = async (ms: number, more: Partial<Deps> = {}) => await sweep(await bench.edges(ms, more));

describe('what nobody has sent', () => {
  test('is sent, though the queue has lost every message', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme');
    await bench.cp.sweep();
    await reaches(bench.cp, job_id, 'dispatched');
    expect((await bench.cp.get('/healthz')).body.last_sweep_at).toBeGreaterThan(bench.begun);
  });

  test('is nudged when it is due, and no more while nothing may be sent', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme');
    const later = await seedProvision(bench.cp, 'later');
    await bench.sql('UPDATE outbox SET due_at = ? WHERE job_id = ?', bench.begun + MINUTE, later.job_id);
    await sweepAt(0);
    expect(bench.nudges).toEqual([job_id]);
    bench.nudges = [];
    await setStatement((await bench.edges(0)).db, 'dispatch_limited_until', String(bench.begun + 5 * MINUTE));
    await sweepAt(2 * MINUTE);
    expect(bench.nudges).toEqual([]);
    await sweepAt(6 * MINUTE);
    expect(bench.nudges.toSorted()).toEqual([job_id, later.job_id]);
  });

  test('is put back on the list that it has fallen from', async () => {
    const { job_id } = await seedProvision(bench.cp, 'acme');
    await bench.sql('DELETE FROM outbox');
    await sweepAt(0);
    expect(bench.nudges).toEqual([job_id]);
  });
});

describe('a seat of a job that is over', () => {
  test('is kept for a day and then given back, and a tenant’s own never is', async () => {
    await seedNode(bench.cp, NODE, { status: 'ready' });
    const lapsed = await seedProvision(bench.cp, 'lapsed', {
      on: NODE,
      status: 'failed',
      seat_until: bench.begun + DAY,
    });
    const lives = await seedProvision(bench.cp, 'lives', { on: NODE, status: 'failed', seat_until: bench.begun + DAY });
    await bench.sql("UPDATE seats SET kind = 'tenant' WHERE tenant_id = ?", lives.tenant_id);
    await sweepAt(DAY - 1);
    expect(await bench.cp.rows('SELECT tenants, reservations FROM nodes')).toEqual([{ tenants: 1, reservations: 1 }]);
    await sweepAt(DAY);
    expect(await bench.cp.rows('SELECT tenant_id FROM seats')).toEqual([{ tenant_id: lives.tenant_id }]);
    expect(await bench.cp.rows('SELECT tenants, reservations FROM nodes')).toEqual([{ tenants: 1, reservations: 0 }]);
    expect(await bench.job(lapsed.job_id)).toMatchObject({ status: 'failed', seat_until: null });
    expect(
      await bench.cp.rows("SELECT job_id FROM audit WHERE action = 'job.seat_lapsed' ORDER BY job_id"),
    ).toHaveLength(2);
  });
});

describe('a stack', () => {
  test('whose holder is over is given back, and whoever waits for it is queued', async () => {
    const over = await seedProvision(bench.cp, 'over', { status: 'failed' });
    await bench.cp.insert('stack_leases', {
      stack: 'sg',
      fence: 4,
      job_id: over.job_id,
      attempt: 1,
      expires_at: bench.begun + DAY,
    });
    const { job_id } = await seedProvision(bench.cp, 'acme', { status: 'waiting', waits_for: 'stack' });
    await bench.sql('DELETE FROM outbox');
    await sweepAt(0);
    expect(await bench.job(job_id)).toMatchObject({ status: 'queued', waits_for: null });
    expect(bench.nudges).toEqual([job_id]);
    expect(await bench.cp.rows('SELECT fence, job_id FROM stack_leases')).toEqual([{ fence: 4, job_id: null }]);
  });

  test('that is free while someone waits for it: the oldest of them is queued, and only that one', async () => {
    const first = await seedProvision(bench.cp, 'first', { status: 'waiting', waits_for: 'stack' });
    const second = await seedProvision(bench.cp, 'second', { status: 'waiting', waits_for: 'stack' });
    await bench.sql('DELETE FROM outbox');
    await sweepAt(0);
    expect((await bench.job(first.job_id)).status).toBe('queued');
    expect((await bench.job(second.job_id)).status).toBe('waiting');
  });
});

describe('a tenant that waits for a node', () => {
  test('is queued once the node is there', async () => {
    await seedNode(bench.cp, NODE);
    const { job_id } = await seedProvision(bench.cp, 'acme', { on: NODE, waits: true });
    await sweepAt(0);
    expect((await bench.job(job_id)).status).toBe('waiting');
    await bench.sql("UPDATE nodes SET status = 'ready'");
    await sweepAt(0);
    expect(await bench.job(job_id)).toMatchObject({ status: 'queued', waits_for_node: null });
    expect(bench.nudges).toEqual([job_id]);
  });

  test('is decided again once the node has failed', async () => {
    await seedNode(bench.cp, NODE);
    const { job_id } = await seedProvision(bench.cp, 'acme', { on: NODE, waits: true });
    await bench.sql("UPDATE nodes SET status = 'failed'");
    await sweepAt(0);
    expect(await bench.job(job_id)).toMatchObject({ status: 'queued', infra_mode: 'create_new_server', attempt: 1 });
  });

  test('is decided again once the node’s job is long over and it was never heard of', async () => {
    const maker = await seedProvision(bench.cp, 'maker', { status: 'completed', ended_at: bench.begun });
    const { job_id } = await seedProvision(bench.cp, 'acme', { on: maker.node_id, waits: true });
    await sweepAt(29 * MINUTE);
    expect((await bench.job(job_id)).status).toBe('waiting');
    await sweepAt(30 * MINUTE);
    expect((await bench.job(job_id)).status).toBe('queued');
    expect(await bench.cp.rows('SELECT status FROM nodes WHERE node_id = ?', maker.node_id)).toEqual([
      { status: 'failed' },
    ]);
  });
});

test('what has had its day goes: offers, logs after 15 days, snapshots after 30', async () => {
  await bench.cp.insert(
    'unavailable_offers',
    { server_type: 'cpx32', location: 'sin', until: bench.begun },
    { server_type: 'cpx31', location: 'ash', until: bench.begun + 90 * DAY },
  );
  const ours = ['logs/job_1/1/0', 'snapshots/abc'];
  for (const key of ours) await bench.cp.env.BUCKET.put(key, 'x');
  const left = async () =>
    (await bench.cp.env.BUCKET.list()).objects.map(({ key }) => key).filter((key) => ours.includes(key));
  await sweepAt(14 * DAY);
  expect(await left()).toEqual(ours);
  await sweepAt(16 * DAY);
  expect(await left()).toEqual(['snapshots/abc']);
  await sweepAt(31 * DAY);
  expect(await left()).toEqual([]);
  expect(await bench.cp.rows('SELECT location FROM unavailable_offers')).toEqual([{ location: 'ash' }]);
});

test('a job that can not be served holds up none of those behind it', async () => {
  const ended = { status: 'failed', seat_until: bench.begun };
  const broken = await seedProvision(bench.cp, 'broken', { ...ended, seat_until: bench.begun - 1 });
  const behind = await seedProvision(bench.cp, 'behind', ended);
  // Its seat can't go: no node has less than none.
  await bench.sql('UPDATE nodes SET reservations = 0 WHERE node_id = ?', broken.node_id);
  await sweepAt(1);
  expect(await bench.seat(behind)).toBeUndefined();
  expect(await bench.seat(broken)).toBeDefined();
  await bench.sql('UPDATE nodes SET reservations = 1 WHERE node_id = ?', broken.node_id);
});

test('a part that fails does not stop the others', async () => {
  const { job_id } = await seedProvision(bench.cp, 'acme');
  const gone = await seedOther(bench.cp, 'gone', { kind: 'retire_node', node_id: NODE, status: 'failed' });
  await bench.cp.insert('stack_leases', { stack: 'sg', fence: 1, job_id: gone, attempt: 1 });
  const broken = new Proxy({} as Deps['queue'], {
    get: () => {
      throw new Error('the queue is broken');
    },
  });
  const errors: string[] = [];
  const log = { ...(await bench.edges(0)).log, error: (message: string) => void errors.push(message) };
  const files = { ...(await bench.edges(0)).files, listSome: () => Promise.reject(new Error('R2 is broken')) };
  await sweepAt(0, { queue: broken, files, log });
  expect(errors).toEqual(['a part of the sweep failed', 'a part of the sweep failed']);
  expect(await bench.cp.rows('SELECT job_id FROM stack_leases')).toEqual([{ job_id: null }]);
  expect(await bench.cp.rows("SELECT value FROM settings WHERE name = 'last_sweep_at'")).toEqual([
    { value: String(bench.begun) },
  ]);
  expect((await bench.job(job_id)).status).toBe('queued');
});

import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ReturnStarted } from '@prego/contracts';
import { dedicatedStackName } from '@prego/contracts/derived-ids';
import { ControlPlane } from '../testing/control-plane.ts';
import { count, emptyWorld, putNode, runTo, signUp } from '../testing/placement-world.ts';

const NODE = 'sg-s-2222bbbb';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});
beforeEach(() => emptyWorld(cp));

const refusal = (status: number, code: string) => ({ status, body: { error: { code } } });
const giveBack = (id: string, name = id) => cp.post(`/internal/tenants/${id}/return`, { name });
const retire = (node = NODE, name = node) => cp.post(`/internal/nodes/${node}/retire`, { name });
const statusOf = async (node = NODE) =>
  (await cp.rows<{ status: string }>('SELECT status FROM nodes WHERE node_id = ?', node))[0]?.status;

async function settled(tenant: string, status: 'completed' | 'failed', more = {}): Promise<string> {
  const { body } = await signUp(cp, tenant, more);
  await runTo(cp, body.job_id, status);
  return body.job_id;
}

describe('the return of a tenant', () => {
  test('of a shared node is a job without a stack; the tenant is returning from then on', async () => {
    await putNode(cp, NODE);
    await settled('acme', 'completed');
    const { status, body } = await giveBack('acme');
    expect(status).toBe(202);
    expect(ReturnStarted.parse(body)).toEqual(body);
    expect(await cp.rows("SELECT * FROM provision_jobs WHERE kind = 'return'")).toMatchObject([
      {
        ...{ job_id: body.job_id, tenant_id: 'acme', status: 'queued', stack: null, dedicated: null },
        ...{ infra_mode: 'use_existing', target_server_id: NODE, created_by: 'operator' },
      },
    ]);
    expect(await cp.rows('SELECT status FROM tenants')).toEqual([{ status: 'returning' }]);
    expect(await count(cp, 'outbox', `job_id = '${body.job_id}'`)).toBe(1);
    expect(await count(cp, 'audit', `action = 'job.created' AND job_id = '${body.job_id}'`)).toBe(1);
    await runTo(cp, body.job_id, 'completed');
    expect(await cp.rows('SELECT tenants, reservations FROM nodes')).toEqual([{ tenants: 0, reservations: 0 }]);
  });

  test('who is dedicated works on its stack, and has no target', async () => {
    await settled('big', 'completed', { plan_tier: 'enterprise' });
    await giveBack('big');
    expect(await cp.rows("SELECT * FROM provision_jobs WHERE kind = 'return'")).toMatchObject([
      { dedicated: 1, stack: dedicatedStackName('big'), target_server_id: null },
    ]);
  });

  test('who has failed is possible too', async () => {
    await settled('acme', 'failed');
    expect((await giveBack('acme')).status).toBe(202);
  });

  test('asked for again, and by 20 at once, it is one job', async () => {
    await settled('acme', 'completed');
    const answers = await Promise.all(Array.from({ length: 20 }, () => giveBack('acme')));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 202]);
    expect(new Set(answers.map(({ body }) => body.job_id)).size).toBe(1);
    await runTo(cp, answers[0]?.body.job_id, 'completed');
    expect(await giveBack('acme')).toMatchObject({ status: 200, body: { status: 'completed' } });
    expect(await count(cp, 'provision_jobs', "kind = 'return'")).toBe(1);
  });

  test('begins anew after it has failed', async () => {
    await settled('acme', 'completed');
    await runTo(cp, (await giveBack('acme')).body.job_id, 'failed');
    expect((await giveBack('acme')).status).toBe(202);
  });

  test('is refused for a wrong name, an unknown tenant, and while another job is under way', async () => {
    expect(await giveBack('acme')).toMatchObject(refusal(404, 'tenant_not_found'));
    await signUp(cp, 'acme');
    expect(await giveBack('acme', 'Acme')).toMatchObject(refusal(422, 'name_mismatch'));
    expect(await giveBack('acme')).toMatchObject(refusal(409, 'job_active'));
    expect(await count(cp, 'provision_jobs')).toBe(1);
    expect(await cp.rows('SELECT status FROM tenants')).toEqual([{ status: 'provisioning' }]);
  });
});

describe('the end of a node', () => {
  test('is a job on the stack of its region; nobody moves in any more', async () => {
    await putNode(cp, NODE);
    const { status, body } = await retire();
    expect(status).toBe(202);
    expect(ReturnStarted.parse(body)).toEqual(body);
    expect(await cp.rows('SELECT * FROM provision_jobs')).toMatchObject([
      { job_id: body.job_id, kind: 'retire_node', node_id: NODE, tenant_id: null, stack: 'sg', status: 'queued' },
    ]);
    expect(await statusOf()).toBe('draining');
    expect(await count(cp, 'audit', `action = 'node.draining' AND node_id = '${NODE}'`)).toBe(1);
    expect((await signUp(cp, 'acme')).body.placement.create_new_server).toBe(true);
    await runTo(cp, body.job_id, 'completed');
    expect(await statusOf()).toBe('retired');
    expect(await retire()).toMatchObject({ status: 200, body: { job_id: body.job_id, status: 'completed' } });
  });

  test('asked for by 20 at once it is one job', async () => {
    await putNode(cp, NODE);
    const answers = await Promise.all(Array.from({ length: 20 }, () => retire()));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 202]);
    expect(await count(cp, 'provision_jobs')).toBe(1);
  });

  test('is refused while somebody lives there or has a place reserved, and names them', async () => {
    await putNode(cp, NODE);
    await settled('acme', 'completed');
    await signUp(cp, 'other');
    const answer = await retire();
    expect(answer).toMatchObject(refusal(409, 'node_in_use'));
    expect(answer.body.error.message).toContain('acme (tenant), other (reservation)');
    expect(await statusOf()).toBe('ready');
  });

  test('against sign-ups at the same moment: either it goes, or they live there', async () => {
    await putNode(cp, NODE);
    const [end] = await Promise.all([retire(), signUp(cp, 'a'), signUp(cp, 'b'), retire(), signUp(cp, 'c')]);
    const seats = await count(cp, 'seats', `node_id = '${NODE}'`);
    const jobs = await count(cp, 'provision_jobs', "kind = 'retire_node'");
    expect([seats > 0, jobs]).toEqual([end?.status === 409, seats > 0 ? 0 : 1]);
  });

  test('also of a failed node is possible, which then takes nobody', async () => {
    await putNode(cp, NODE, { status: 'failed' });
    expect((await retire()).status).toBe(202);
    await cp.rows("UPDATE nodes SET status = 'provisioning' WHERE node_id = ?", NODE);
    const seat = { tenant_id: 'x', node_id: NODE, job_id: 'job_x', kind: 'reservation', seat_limit: 9, since: 1 };
    await expect(cp.insert('seats', seat)).rejects.toThrow(/node_not_open/);
  });

  test.each([
    ['that is not known', undefined, 404, 'node_not_found'],
    ['that is still made', { status: 'provisioning' }, 409, 'conflict'],
    ['of a dedicated tenant', { role: 'app' }, 409, 'conflict'],
  ])('is refused for a node %s', async (_, node, status, code) => {
    if (node) await putNode(cp, NODE, node);
    expect(await retire()).toMatchObject(refusal(status, code));
    expect(await count(cp, 'provision_jobs')).toBe(0);
  });

  test('is refused for a wrong name', async () => {
    await putNode(cp, NODE);
    expect(await retire(NODE, 'sg-s-3333cccc')).toMatchObject(refusal(422, 'name_mismatch'));
    expect(await statusOf()).toBe('ready');
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from '@prego/contracts/derived-ids';
import type { NodeOutput } from '@prego/stacks';
import type { BroughtUp } from '../stack-work/index.ts';
import { commandContext, type TestContext } from '../testing/command-context.ts';
import { type ControlPlaneServer, startControlPlaneServer } from '../testing/control-plane-server.ts';
import type { TestJob } from '../testing/control-plane-state.ts';
import { provision } from './provision.ts';
import { makeNodes } from './provision-new.ts';
import type { StackParts, StackWork } from './stack-run.ts';

let controlPlane: ControlPlaneServer;
let open: TestContext<'provision'> | undefined;

beforeAll(async () => {
  controlPlane = await startControlPlaneServer();
});
afterEach(async () => {
  await open?.close();
  open = undefined;
  controlPlane.nodesReportAtOnce = false;
});
afterAll(() => controlPlane.close());

const TARGET = 'sg-s-7k2m9qxa';

async function contextOf(job: TestJob, more: Record<string, unknown> = {}): Promise<TestContext<'provision'>> {
  const { target_server_id, ...inputs } = job.inputs;
  const target = target_server_id === '' ? {} : { target_server_id };
  open = await commandContext('provision', controlPlane, { ...inputs, ...target, ...more });
  return open;
}

function existing(jobId: string, target = TARGET): TestJob {
  const job = controlPlane.job(jobId, { stack: undefined, nodes: [], offers: [] });
  job.inputs = { ...job.inputs, create_new_server: 'false', target_server_id: target };
  return job;
}

describe('a tenant on a node that is there', () => {
  test('is told where it is, and neither engine nor Pulumi is looked for', async () => {
    controlPlane.node(TARGET, { status: 'ready', ssh_host_key: 'ssh-ed25519 AAAA' });
    const { context, io, close } = await contextOf(existing('job_there'));
    const { outputs, summary } = await provision(context);
    expect(summary.join()).toContain(`${controlPlane.url}/cp/provision-trace?job_id=job_there&trace_id=trace_there`);
    expect(outputs).toMatchObject({
      node_id: TARGET,
      host_ipv4: '203.0.113.7',
      host_key: 'ssh-ed25519 AAAA',
      created: false,
    });
    await close();
    expect(controlPlane.events('job_there')).toEqual([
      'prego_ui_step_04 started',
      'prego_ui_step_04 done',
      'prego_ui_step_05 done',
      'prego_ui_step_06 done',
    ]);
    // It would be left for post if a stack had been begun; and a runner without a tool cache is enough.
    expect(io.state).not.toHaveProperty('stack_run');
    expect(io.env.RUNNER_TOOL_CACHE).toBeUndefined();
  });

  test.each(['cordoned', 'draining'] as const)(
    'goes to one that is %s too: the control plane has decided',
    async (status) => {
      controlPlane.node(TARGET, { status });
      const { context } = await contextOf(existing(`job_${status}`));
      expect((await provision(context)).outputs.node_id).toBe(TARGET);
    },
  );

  test('goes to the target whatever create_new_server says', async () => {
    controlPlane.node(TARGET, { status: 'ready' });
    const job = existing('job_target_wins');
    job.inputs = { ...job.inputs, create_new_server: 'true' };
    const { context } = await contextOf(job);
    expect((await provision(context)).outputs).toMatchObject({ node_id: TARGET, created: false });
  });

  test.each(['failed', 'retired'] as const)('does not go to one that is %s', async (status) => {
    controlPlane.node(TARGET, { status });
    const { context } = await contextOf(existing(`job_${status}`));
    await expect(provision(context)).rejects.toMatchObject({ code: 'node_unusable' });
  });

  test('does not go to one without an address', async () => {
    controlPlane.node(TARGET, { status: 'ready', host_ipv4: null });
    const { context } = await contextOf(existing('job_no_address'));
    await expect(provision(context)).rejects.toMatchObject({ code: 'node_unusable' });
    controlPlane.node(TARGET, { host_ipv4: '203.0.113.7' });
  });

  test('waits for one that still boots, for no longer than it may', async () => {
    controlPlane.node(TARGET, { status: 'provisioning' });
    const { context, io } = await contextOf(existing('job_booting'), { ready_timeout_s: 1 });
    await expect(provision(context)).rejects.toMatchObject({ code: 'nodes_not_ready' });
    expect(io.log.join()).toContain(`Waiting for ${TARGET} to report`);
  });
});

describe('a job', () => {
  test('without a target and without a server to make is refused', async () => {
    const job = existing('job_nowhere', '');
    const { context } = await contextOf(job);
    await expect(provision(context)).rejects.toMatchObject({ code: 'invalid_inputs' });
  });

  test('of another kind is refused', async () => {
    const { context } = await contextOf(controlPlane.job('job_of_return', { kind: 'return' }));
    await expect(provision(context)).rejects.toMatchObject({ code: 'invalid_inputs' });
  });
});

describe('a job that makes a node', () => {
  const nodeId = (jobId: string) => sharedNodeId('sg', jobId);

  function making(jobId: string): TestJob {
    controlPlane.node(nodeId(jobId), {
      status: 'provisioning',
      registered_at: null,
      hetzner_server_id: null,
      ssh_host_key: 'ssh-ed25519 AAAA',
    });
    return controlPlane.job(jobId, { nodes: [{ node_id: nodeId(jobId), role: 'shared', token: `token-${jobId}` }] });
  }

  const output = (node_id: string): NodeOutput => ({
    node_id,
    name: node_id,
    role: 'shared',
    job_id: 'job',
    server_id: '42',
    ipv4: '203.0.113.42',
    ipv6: '2001:db8::1/64',
    private_ip: '10.0.0.2',
    server_type: 'cpx32',
    location: 'sin',
  });

  /** A stack that comes to this, without an engine. */
  function partsWith(bringUp: () => Promise<BroughtUp>): StackParts {
    return {
      prepareTools: async () => ({ pulumi: '/no/pulumi', home: '/no/home', credentials: '/no/credentials' }),
      load: async () => ({ bringUp }) as unknown as StackWork,
    };
  }
  const up = (...nodes: NodeOutput[]): BroughtUp => ({ stack: 'sg', nodes, steps: [], durationMs: 1 });
  const STACK = { hcloud_token: 'h'.repeat(64), pulumi_backend: 'file:///state' };

  test('registers it as it is, then gives the stack back, and only then waits', async () => {
    controlPlane.nodesReportAtOnce = true;
    const job = making('job_order');
    const { context, session } = await contextOf(job, STACK);
    await makeNodes(
      context,
      await session(),
      partsWith(async () => up(output('sg-s-other'), output(nodeId('job_order')))),
    );
    const asked = controlPlane.requests
      .slice(controlPlane.requests.findLastIndex(({ path }) => path.endsWith('job_order/claim')))
      .filter(({ path }) => !path.endsWith('/trace-events') && !path.includes('/log/'))
      .map(({ method, path }) => `${method} ${path}`);
    expect(asked).toEqual([
      'POST /internal/provision-jobs/job_order/claim',
      'POST /internal/nodes',
      'POST /internal/provision-jobs/job_order/callback',
      `GET /internal/nodes/${nodeId('job_order')}`,
      ...asked.slice(4),
    ]);
    expect(controlPlane.nodes.get(nodeId('job_order'))).toMatchObject({
      hetzner_server_id: 42,
      host_ipv4: '203.0.113.42',
      host_ipv6: '2001:db8::1',
      private_ip: '10.0.0.2',
    });
    expect(job.lease_held).toBe(false);
  });

  test('is refused where the stack has another job’s servers only', async () => {
    const { context, session } = await contextOf(making('job_stranger'), STACK);
    const made = makeNodes(
      context,
      await session(),
      partsWith(async () => up(output('sg-s-other'))),
    );
    await expect(made).rejects.toMatchObject({
      code: 'node_unusable',
      message: expect.stringContaining('sg-s-other'),
    });
  });

  test('touches no stack that it has no right to', async () => {
    const job = making('job_no_lease');
    job.lease_held = false;
    const { context, session } = await contextOf(job, STACK);
    const parts = partsWith(() => Promise.reject(new Error('the stack was touched')));
    await expect(makeNodes(context, await session(), parts)).rejects.toMatchObject({ code: 'attempt_ended' });
  });

  test('makes no server that would be nobody’s, where its node has failed since it was decided', async () => {
    const job = making('job_lost_node');
    job.nodes = [];
    const { context, session } = await contextOf(job, STACK);
    const parts = partsWith(() => Promise.reject(new Error('the stack was touched')));
    await expect(makeNodes(context, await session(), parts)).rejects.toMatchObject({
      code: 'node_unusable',
      message: expect.stringContaining('no shared node for job_lost_node'),
    });
  });

  test('says what it has registered, what the stack costs, and where the tenant goes', async () => {
    controlPlane.nodesReportAtOnce = true;
    const { context, session, io } = await contextOf(making('job_told'), STACK);
    const cost = { currency: 'EUR', lines: [], hourly: 0.02, monthly: 12.344 };
    const parts = partsWith(async () => ({ ...up(output(nodeId('job_told'))), cost }));
    const { outputs } = await makeNodes(context, await session(), parts);
    expect(outputs.monthly_cost).toBe('12.34 EUR');
    expect(io.log).toEqual(
      expect.arrayContaining([
        `Registered ${nodeId('job_told')}: server 42, cpx32 in sin, 203.0.113.42.`,
        'The stack sg is given back. It costs 12.34 EUR a month, net.',
        `The tenant goes to ${nodeId('job_told')} at 203.0.113.42 (ready).`,
      ]),
    );
  });

  test('goes on to readiness where a run before has given the stack back', async () => {
    const job = making('job_rerun');
    job.lease_held = false;
    controlPlane.node(nodeId('job_rerun'), { status: 'ready', registered_at: 1, ssh_host_key: 'ssh-ed25519 AAAA' });
    const { context, session } = await contextOf(job, STACK);
    const parts = partsWith(() => Promise.reject(new Error('the stack was touched')));
    const { outputs } = await makeNodes(context, await session(), parts);
    expect(outputs).toMatchObject({ node_id: nodeId('job_rerun'), created: false });
  });

  test('says all that is missing for a stack', async () => {
    const { context, session } = await contextOf(making('job_bare'));
    const made = makeNodes(
      context,
      await session(),
      partsWith(async () => up()),
    );
    await expect(made).rejects.toMatchObject({
      code: 'invalid_inputs',
      message: expect.stringMatching(/hcloud_token and pulumi_backend/),
    });
  });

  test('leaves for post whose stack it works on, for as long as it does', async () => {
    controlPlane.nodesReportAtOnce = true;
    const { context, session, io } = await contextOf(making('job_noted'), STACK);
    let noted = '';
    await makeNodes(
      context,
      await session(),
      partsWith(async () => {
        noted = io.state.stack_run ?? '';
        return up(output(nodeId('job_noted')));
      }),
    );
    expect(JSON.parse(noted)).toMatchObject({ stack: 'sg', id: expect.any(String) });
    expect(io.state.stack_run).toBe('');
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sharedNodeId } from './names.ts';
import { type Call, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/** What is to be given back, or to be used, may have been deleted by hand. */
let sandbox: SandboxProcess;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

test('a tenant goes without the server that is gone, by the holder of the lease only', async () => {
  const tenant = new TenantUnderTest(sandbox, 'by-hand');
  expect(await runApart(tenant.up)).toHaveProperty('changes');
  await sandbox.delete('servers', tenant.nodes[0] as string);
  expect(await runApart(tenant.destroy)).toMatchObject({
    code: 'update_failed',
    message: expect.stringContaining('app is to be deleted, and Hetzner does not have it'),
  });
  expect(await runApart({ ...tenant.destroy, holdsLease: true })).toHaveProperty('changes');
  expect(await tenant.inTheCloud()).toEqual([]);
}, 120_000);

test('a node that is gone leaves its region, and every other stays', async () => {
  const [gone, stays] = ['job_gone', 'job_stays'].map((job) => sharedNodeId('sg', job)) as [string, string];
  const add = ['job_gone', 'job_stays'].map((jobId) => ({ jobId }));
  const up: Call = { operation: 'up', shared: { region: 'sg', add, access: {} }, ...sandbox.options };
  expect(await runApart(up)).toHaveProperty('changes');
  await sandbox.delete('servers', gone);
  const remove: Call = { operation: 'remove', region: 'sg', nodes: [gone], ...sandbox.options, holdsLease: true };
  expect(await runApart(remove)).toHaveProperty('changes');
  expect(await sandbox.names('servers')).toEqual([stays]);
}, 120_000);

test('where nothing of the stack is found, as with a token of another project, nothing is taken for gone', async () => {
  const tenant = new TenantUnderTest(sandbox, 'elsewhere');
  expect(await runApart(tenant.up)).toHaveProperty('changes');
  const other = await SandboxProcess.start();
  try {
    const { hcloudToken, hcloudEndpoint } = other.options.credentials;
    const credentials = { ...sandbox.options.credentials, hcloudToken, hcloudEndpoint };
    const destroy = { ...tenant.destroy, holdsLease: true, credentials };
    expect(await runApart(destroy)).toMatchObject({
      code: 'update_failed',
      message: expect.stringContaining('Check that the token is of the project'),
    });
  } finally {
    await other.stop();
  }
  // By now the state lacks the volume, which is still on its server in the right project.
  expect(await runApart({ ...tenant.destroy, holdsLease: true })).toHaveProperty('changes');
  expect(await tenant.inTheCloud()).toEqual([]);
}, 120_000);

test('a server that was deleted before it was in its network is made anew, by the holder of the lease only', async () => {
  const tenant = new TenantUnderTest(sandbox, 'half-made');
  const attach = { method: 'POST', path: '/v1/servers/*/actions/attach_to_network' };
  await sandbox.control('POST', '/faults', { request: attach, status: 500, code: 'server_error' });
  expect(await runApart(tenant.up)).toHaveProperty('code', 'update_failed');
  const inNetworks = await Promise.all(
    tenant.nodes.map(async (node) => (await sandbox.server(node)).private_net.length),
  );
  const gone = inNetworks.indexOf(0);
  await sandbox.delete('servers', tenant.nodes[gone] as string);
  expect(await runApart(tenant.up)).toMatchObject({
    code: 'update_failed',
    message: expect.stringMatching(/^Hetzner does not have what the stack needs: server with ID '\d+' not found\./),
  });
  expect(await runApart({ ...tenant.up, holdsLease: true })).toHaveProperty('changes');
  expect(await tenant.timesMade()).toEqual(tenant.nodes.map((_node, index) => (index === gone ? 2 : 1)));
  expect(await tenant.unfinished()).toEqual([]);
}, 120_000);

/** The kind that is deleted by hand, and what fails before, so that nothing stands in it yet. */
test.each([
  ['firewalls', '/v1/servers'],
  ['placement_groups', '/v1/servers'],
  ['networks', '/v1/servers'],
  ['networks', '/v1/networks/*/actions/add_subnet'],
] as const)(
  'what servers were to be made in is made anew, where somebody has deleted the %s after a refusal of %s',
  async (kind, path) => {
    const tenant = new TenantUnderTest(sandbox, `no-${kind.replace('_', '-')}-${path.length}`);
    for (const _server of tenant.nodes) {
      const request = { method: 'POST', path };
      await sandbox.control('POST', '/faults', { request, status: 500, code: 'server_error' });
    }
    expect(await runApart(tenant.up)).toHaveProperty('code', 'update_failed');
    await sandbox.control('DELETE', '/faults');
    await sandbox.delete(kind, (await tenant.namesOf(kind))[0] as string);
    expect(await runApart(tenant.up)).toMatchObject({
      code: 'update_failed',
      message: expect.stringMatching(/^Hetzner (does not have|refused) .* not found/),
    });
    expect(await runApart({ ...tenant.up, holdsLease: true })).toHaveProperty('changes');
    expect(await tenant.timesMade()).toEqual([1, 1, 1]);
    expect(await tenant.unfinished()).toEqual([]);
  },
  120_000,
);

test('a region whose only server and network were deleted by hand takes a new node', async () => {
  const adding = (jobId: string): Call => {
    const shared = { region: 'eu' as const, add: [{ jobId }], access: {} };
    return { operation: 'up', shared, ...sandbox.options, holdsLease: true };
  };
  expect(await runApart(adding('job_lost'))).toHaveProperty('changes');
  await sandbox.delete('servers', sharedNodeId('eu', 'job_lost'));
  await sandbox.delete('networks', 'eu-eu-central');
  expect(await runApart(adding('job_new'))).toHaveProperty('changes');
  const nodes = (await sandbox.names('servers')).filter((name) => name.startsWith('eu-s-'));
  expect(nodes).toEqual([sharedNodeId('eu', 'job_new')]);
}, 120_000);

test('with a token of another project nothing is taken for gone that a region has, though part of the new node was made there', async () => {
  const { options } = sandbox;
  const adding = (jobId: string, location: string): Call => {
    const add = [{ jobId, offers: [{ serverType: 'cpx31', location }] }];
    return { operation: 'up', shared: { region: 'us', add, access: {} }, ...options, holdsLease: true };
  };
  expect(await runApart(adding('job_ash', 'ash'))).toHaveProperty('changes');
  const node = sharedNodeId('us', 'job_ash');
  const made = await sandbox.server(node);
  const other = await SandboxProcess.start();
  try {
    const { hcloudToken, hcloudEndpoint } = other.options.credentials;
    const credentials = { ...options.credentials, hcloudToken, hcloudEndpoint };
    // The second time what the first has made there is in the state.
    for (const _time of ['once', 'twice']) {
      expect(await runApart({ ...adding('job_hil', 'hil'), credentials })).toMatchObject({
        code: 'update_failed',
        message: expect.stringContaining('Check that the token is of the project'),
      });
    }
    expect(await other.names('servers')).toEqual([]);
    expect(await other.names('networks')).not.toEqual([]);
  } finally {
    await other.stop();
  }
  const run = new RunProcess(adding('job_hil', 'hil'));
  expect(await run.outcome).toHaveProperty('changes');
  expect(await sandbox.server(node)).toEqual(made);
  expect((await sandbox.names('servers')).filter((name) => name.startsWith('us-'))).toHaveLength(2);
  const told = run.events.flatMap((event) => (event.type === 'message' ? [event.text] : []));
  expect(told).toContainEqual(expect.stringMatching(/\(networks, id \d+\) is not at Hetzner: it has left the state/));
}, 120_000);

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sharedNodeId } from './names.ts';
import { after, before } from './testing/held-fault.ts';
import { type Call, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

/** Nodes leave a region by name only, and completely. */
let sandbox: SandboxProcess;

const node = (job: string): string => sharedNodeId('sg', job);
const add = (...jobs: string[]): Call => ({
  operation: 'up',
  shared: {
    region: 'sg',
    add: jobs.map((jobId) => ({
      jobId,
      record: {
        name: `${node(jobId)}.${sandbox.connection.cloudflare_zone}`,
        zoneId: sandbox.connection.cloudflare_zone_id,
        proxied: false,
      },
    })),
    access: { sshSources: ['192.0.2.0/24'] },
  },
  ...sandbox.options,
});
const remove = (...jobs: string[]): Call => ({
  operation: 'remove',
  region: 'sg',
  nodes: jobs.map(node),
  ...sandbox.options,
});

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  await runApart(add('job_stays', 'job_1', 'job_2', 'job_3', 'job_4', 'job_5'));
}, 60_000);
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.control('DELETE', '/faults'));

/** All that is left of a node. */
async function traces(job: string): Promise<string[]> {
  const records = (await sandbox.records()).map(({ name }) => name);
  const all = [...(await sandbox.names('servers')), ...records, ...(await sandbox.billed())];
  return all.filter((name) => name.includes(node(job)));
}

describe('named nodes', () => {
  test('go with their records, and every other resource stays as it is', async () => {
    const before = await sandbox.server(node('job_stays'));
    const outcome = await runApart(remove('job_1', 'job_2'));
    expect(outcome.steps?.filter((step) => !step.startsWith('same')).every((step) => step.startsWith('delete'))).toBe(
      true,
    );
    expect([await traces('job_1'), await traces('job_2')]).toEqual([[], []]);
    expect(await sandbox.server(node('job_stays'))).toEqual(before);
    expect(await runApart(add('job_stays', 'job_3', 'job_4', 'job_5'))).toMatchObject({
      changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 },
    });
  }, 60_000);

  test('that are gone already are no error', async () => {
    expect(await runApart(remove('job_1'))).toMatchObject({ changes: { delete: 0 } });
  }, 60_000);

  test.each([
    ['before its server is deleted', 'job_3', before('DELETE', '/v1/servers/*')],
    ['after its server is deleted', 'job_4', after('DELETE', '/v1/servers/*')],
  ])(
    'go when the run that was killed %s is run again',
    async (_when, job, fault) => {
      await sandbox.control('POST', '/faults', fault);
      const run = new RunProcess(remove(job));
      await sandbox.faultsMet(run.outcome);
      await run.kill('machine');
      await sandbox.control('DELETE', '/faults');
      expect(await runApart({ ...remove(job), holdsLease: true })).toHaveProperty('changes');
      expect(await traces(job)).toEqual([]);
      expect(await sandbox.names('servers')).toContain(node('job_stays'));
    },
    60_000,
  );

  test('that a dead run has made, and no state knows, go too', async () => {
    await sandbox.control('POST', '/faults', after('POST', '/v1/servers'));
    const run = new RunProcess(add('job_lost'));
    await sandbox.faultsMet(run.outcome);
    await run.kill('machine');
    await sandbox.control('DELETE', '/faults');
    expect(await sandbox.names('servers')).toContain(node('job_lost'));
    expect(await runApart({ ...remove('job_lost'), holdsLease: true })).toHaveProperty('changes');
    expect(await traces('job_lost')).toEqual([]);
  }, 60_000);
});

test('a record that was made without hearing of it goes with its node', async () => {
  const path = '/client/v4/zones/*/dns_records';
  await sandbox.control('POST', '/faults', { request: { method: 'POST', path }, drop: 'after' });
  expect(await runApart(add('job_dns'))).toMatchObject({ code: 'name_taken' });
  expect(await traces('job_dns')).toContain(`${node('job_dns')}.${sandbox.connection.cloudflare_zone}`);
  expect(await runApart(remove('job_dns'))).toHaveProperty('changes');
  expect(await traces('job_dns')).toEqual([]);
}, 60_000);

test('a node of another region is not taken for one that is gone', async () => {
  const elsewhere: Call = { ...remove(), nodes: [sharedNodeId('us', 'job_1')] } as Call;
  expect(await runApart(elsewhere)).toMatchObject({ code: 'invalid_input' });
}, 60_000);

test('the last nodes stay while the cloud has a server of the region that nobody has named', async () => {
  await sandbox.control('POST', '/faults', { request: { method: 'POST', path: '/v1/servers' }, drop: 'after' });
  expect(await runApart(add('job_unheard'))).toHaveProperty('code');
  const before = await sandbox.leftovers();
  expect(await runApart(remove('job_5', 'job_stays'))).toMatchObject({
    code: 'tenant_loss_refused',
    message: expect.stringContaining(node('job_unheard')),
  });
  expect(await sandbox.leftovers()).toEqual(before);
}, 60_000);

test('the last nodes take the network, the firewall and the groups along', async () => {
  expect(await runApart(remove('job_5', 'job_stays', 'job_unheard'))).toHaveProperty('changes');
  expect(await sandbox.leftovers()).toEqual({});
}, 60_000);

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StackEvent } from './events.ts';
import { after } from './testing/held-fault.ts';
import { type Call, type Outcome, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/** Answers that were lost: the cloud has what no state knows. The next run takes it over. */
let sandbox: SandboxProcess;

beforeEach(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterEach(() => sandbox.stop());

const NOTHING_TO_DO = { create: 0, import: 0, update: 0, replace: 0, delete: 0 };

describe('what a run has made without hearing of it', () => {
  const MADE_BY = {
    Network: '/v1/networks',
    Firewall: '/v1/firewalls',
    PlacementGroup: '/v1/placement_groups',
    Server: '/v1/servers',
    Volume: '/v1/volumes',
    DnsRecord: '/client/v4/zones/*/dns_records',
  };
  const imported = (event: StackEvent) =>
    event.type === 'resource' && event.status === 'done' && event.action === 'import' ? [event.kind] : [];

  test('the next runs adopt, one thing of each kind', async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    for (const path of Object.values(MADE_BY)) {
      await sandbox.control('POST', '/faults', { request: { method: 'POST', path }, drop: 'after' });
    }
    const adopted: string[] = [];
    let outcome: Outcome | undefined;
    for (let runs = 0; runs <= Object.keys(MADE_BY).length && outcome?.changes === undefined; runs++) {
      const run = new RunProcess(tenant.up);
      outcome = await run.outcome;
      adopted.push(...run.events.flatMap(imported));
    }
    expect(outcome).toHaveProperty('changes');
    expect(adopted.sort()).toEqual(Object.keys(MADE_BY).sort());
    expect(await tenant.timesMade()).toEqual([1, 1, 1]);
    expect(await runApart(tenant.up)).toMatchObject({ changes: NOTHING_TO_DO });
    expect(await runApart(tenant.destroy)).toHaveProperty('changes');
    expect(await sandbox.leftovers()).toEqual({});
  }, 120_000);

  test('a destruction gives back too', async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    const path = '/v1/servers';
    await sandbox.control('POST', '/faults', { request: { method: 'POST', path }, drop: 'after' });
    expect(await runApart(tenant.up)).toHaveProperty('code');
    expect(await runApart(tenant.destroy)).toHaveProperty('changes');
    expect(await sandbox.leftovers()).toEqual({});
  }, 60_000);

  test('a destruction finds the DNS record too, in the zones that it is told', async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    const path = '/client/v4/zones/*/dns_records';
    await sandbox.control('POST', '/faults', { request: { method: 'POST', path }, drop: 'after' });
    expect(await runApart(tenant.up)).toMatchObject({ code: 'name_taken' });
    await sandbox.addRecord({ type: 'A', name: `other.${tenant.hostname}`, content: '192.0.2.1', ttl: 60 });
    const dnsZones = [sandbox.connection.cloudflare_zone_id];
    expect(await runApart({ ...tenant.destroy, dnsZones } as Call)).toHaveProperty('changes');
    expect((await sandbox.records()).map(({ name }) => name)).toEqual([`other.${tenant.hostname}`]);
  }, 60_000);

  test('a destruction finds the DNS record that a dead run was making', async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    await sandbox.control('POST', '/faults', after('POST', '/client/v4/zones/*/dns_records'));
    const run = new RunProcess(tenant.up);
    await sandbox.faultsMet(run.outcome);
    await run.kill('machine');
    await sandbox.control('DELETE', '/faults');
    expect(await runApart({ ...tenant.destroy, holdsLease: true })).toHaveProperty('changes');
    expect(await sandbox.records()).toEqual([]);
  }, 60_000);

  test('and is off, because its start failed, the next one turns on', async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    await sandbox.control('POST', '/faults', { action: 'start_server', code: 'action_failed' });
    expect(await runApart(tenant.up)).toHaveProperty('code');
    expect(await runApart(tenant.up)).toHaveProperty('changes');
    const servers = await Promise.all(tenant.nodes.map((name) => sandbox.server(name)));
    expect(servers.map(({ status }) => status)).toEqual(['running', 'running', 'running']);
  }, 60_000);
});

describe('what is not ours is left alone', () => {
  test("another backend's stack of the same name", async () => {
    const tenant = new TenantUnderTest(sandbox, 'acme');
    expect(await runApart(tenant.up)).toHaveProperty('changes');
    const elsewhere = (call: Call): Call => ({
      ...call,
      backend: { url: `${sandbox.options.backend.url}-other`, passphrase: '' },
    });
    expect(await runApart(elsewhere(tenant.up))).toMatchObject({ code: 'name_taken' });
    expect(await runApart(elsewhere(tenant.destroy))).toHaveProperty('changes');
    expect(await sandbox.names('servers')).toHaveLength(3);
  }, 60_000);
});

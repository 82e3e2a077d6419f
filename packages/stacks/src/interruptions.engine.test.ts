import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { after, before, type HeldFault } from './testing/held-fault.ts';
import { type Call, RunProcess, runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/**
 * Runs are killed at every point where something stands between the cloud and the state; then the same run again, as
 * the holder of the lease, must end as if nothing had been: no server made twice, none left over, the state clean.
 */
let sandbox: SandboxProcess;

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());
afterEach(() => sandbox.control('DELETE', '/faults'));

const MAKING: [string, HeldFault][] = [
  ['before the network is made', before('POST', '/v1/networks')],
  ['after the network is made', after('POST', '/v1/networks')],
  ['after the subnet is made', after('POST', '/v1/networks/*/actions/add_subnet')],
  ['after the firewall is made', after('POST', '/v1/firewalls')],
  ['after the spread group is made', after('POST', '/v1/placement_groups')],
  ['before the first server is made', before('POST', '/v1/servers')],
  ['after the first server is made', after('POST', '/v1/servers')],
  ['after the last server is made', after('POST', '/v1/servers', 2)],
  ['while a server is being made', before('GET', '/v1/actions')],
  ['before a server is attached to the network', before('POST', '/v1/servers/*/actions/attach_to_network')],
  ['after a server is attached to the network', after('POST', '/v1/servers/*/actions/attach_to_network', 1)],
  ['after the volume is made', after('POST', '/v1/volumes')],
  ['before the record is made', before('POST', '/client/v4/zones/*/dns_records')],
  ['after the record is made', after('POST', '/client/v4/zones/*/dns_records')],
];

const GIVING_BACK: [string, HeldFault][] = [
  ['before the first server is deleted', before('DELETE', '/v1/servers/*')],
  ['after a server is deleted', after('DELETE', '/v1/servers/*', 1)],
  ['after the volume is deleted', after('DELETE', '/v1/volumes/*')],
  ['after the network is deleted', after('DELETE', '/v1/networks/*')],
  ['after the record is deleted', after('DELETE', '/client/v4/zones/*/dns_records/*')],
];

const VICTIMS = ['run', 'engine', 'machine'] as const;
type Victim = (typeof VICTIMS)[number];

let tenants = 0;
const newTenant = (): TenantUnderTest => new TenantUnderTest(sandbox, `killed-${++tenants}-times`);

describe.each(VICTIMS)('the %s is killed', (victim) => {
  test.each(MAKING.filter((_case, index) => victim !== 'machine' || index % 3 === 1))(
    '%s; the next run makes what is missing, and the one after that has nothing to do',
    async (_when, fault) => {
      const tenant = newTenant();
      await killAt(fault, tenant.up, victim);
      await sandbox.control('DELETE', '/faults');

      expect(await runApart({ ...tenant.up, holdsLease: true })).not.toHaveProperty('code');
      expect(await tenant.timesMade()).toEqual([1, 1, 1]);
      expect(await runApart(tenant.up)).toMatchObject({
        changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 },
      });
      expect(await tenant.unfinished()).toEqual([]);

      expect(await runApart(tenant.destroy)).not.toHaveProperty('code');
      expect(await tenant.inTheCloud()).toEqual([]);
    },
    120_000,
  );

  test.each(GIVING_BACK.filter((_case, index) => victim !== 'machine' || index === 1))(
    '%s; the next run gives back the rest',
    async (_when, fault) => {
      const tenant = newTenant();
      expect(await runApart(tenant.up)).not.toHaveProperty('code');
      await killAt(fault, tenant.destroy, victim);
      await sandbox.control('DELETE', '/faults');

      expect(await runApart({ ...tenant.destroy, holdsLease: true })).not.toHaveProperty('code');
      expect(await tenant.inTheCloud()).toEqual([]);
      expect(await tenant.timesMade()).toEqual([1, 1, 1]);
      expect(await tenant.unfinished()).toEqual([]);
    },
    120_000,
  );
});

/** Runs until the fault holds a request, then kills. */
async function killAt(fault: HeldFault, call: Call, victim: Victim): Promise<void> {
  await sandbox.control('POST', '/faults', fault);
  const run = new RunProcess(call);
  await sandbox.faultsMet(run.outcome);
  await run.kill(victim);
}

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

/**
 * Every point for the run, which is what people and runners kill; its engine ends by itself then. Each case takes four
 * runs, so the other two, which leave the same behind by other ways, are tried at some of the points.
 */
const TRIED = { run: 1, engine: 2, machine: 3 } as const;
type Victim = keyof typeof TRIED;
const VICTIMS = Object.keys(TRIED) as Victim[];
const some = <T>(cases: readonly T[], victim: Victim): T[] =>
  cases.filter((_case, index) => index % TRIED[victim] === TRIED[victim] >> 1);

/** All that a tenant has, each once. */
const WHOLE = { servers: 3, networks: 1, firewalls: 2, volumes: 1, placement_groups: 1, records: 1 };

let tenants = 0;
const newTenant = (): TenantUnderTest => new TenantUnderTest(sandbox, `killed-${++tenants}-times`);

describe.each(VICTIMS)('the %s is killed', (victim) => {
  test.each(some(MAKING, victim))(
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
      expect(await tenant.counts()).toEqual(WHOLE);
    },
    120_000,
  );

  test.each(some(GIVING_BACK, victim))(
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

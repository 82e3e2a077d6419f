import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { after, before, type HeldFault } from './testing/held-fault.ts';
import { killAt, triedWith, VICTIMS } from './testing/kill-points.ts';
import { runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/**
 * Runs are killed at every point where something stands between the cloud and the state; then the same run again, as
 * the holder of the lease, must end as if nothing had been: no server made twice, none left over, the state clean.
 */
let sandbox: SandboxProcess;
let tenants = 0;
const newTenant = (): TenantUnderTest => new TenantUnderTest(sandbox, `killed-${++tenants}-times`);

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

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

/** All that a tenant has, each once. */
const WHOLE = { servers: 3, networks: 1, firewalls: 2, volumes: 1, placement_groups: 1, records: 1 };

describe.each(VICTIMS)('the %s is killed', (victim) => {
  test.each(triedWith(victim, MAKING))(
    '%s; the next run makes what is missing, and the one after that has nothing to do',
    async (_when, fault) => {
      const tenant = newTenant();
      await killAt(sandbox, fault, tenant.up, victim);

      expect(await runApart({ ...tenant.up, holdsLease: true })).toHaveProperty('changes');
      expect(await tenant.timesMade()).toEqual([1, 1, 1]);
      expect(await runApart(tenant.up)).toMatchObject({
        changes: { create: 0, import: 0, update: 0, replace: 0, delete: 0 },
      });
      expect(await tenant.unfinished()).toEqual([]);
      expect(await tenant.counts()).toEqual(WHOLE);
    },
    120_000,
  );
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { after, before, type HeldFault } from './testing/held-fault.ts';
import { killAt, triedWith, VICTIMS } from './testing/kill-points.ts';
import { runApart } from './testing/run-process.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';
import { TenantUnderTest } from './testing/tenant-under-test.ts';

/** Returns are killed at every point; then the same return again, as the holder of the lease, gives back the rest. */
let sandbox: SandboxProcess;
let tenants = 0;
const newTenant = (): TenantUnderTest => new TenantUnderTest(sandbox, `returned-${++tenants}-times`);

beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
}, 60_000);
afterAll(() => sandbox.stop());

const GIVING_BACK: [string, HeldFault][] = [
  ['before the first server is deleted', before('DELETE', '/v1/servers/*')],
  ['after a server is deleted', after('DELETE', '/v1/servers/*', 1)],
  ['after the volume is deleted', after('DELETE', '/v1/volumes/*')],
  ['after the network is deleted', after('DELETE', '/v1/networks/*')],
  ['after the record is deleted', after('DELETE', '/client/v4/zones/*/dns_records/*')],
];

describe.each(VICTIMS)('the %s is killed', (victim) => {
  test.each(triedWith(victim, GIVING_BACK))(
    '%s; the next run gives back the rest',
    async (_when, fault) => {
      const tenant = newTenant();
      expect(await runApart(tenant.up)).toHaveProperty('changes');
      await killAt(sandbox, fault, tenant.destroy, victim);

      expect(await runApart({ ...tenant.destroy, holdsLease: true })).toHaveProperty('changes');
      expect(await tenant.inTheCloud()).toEqual([]);
      expect(await tenant.timesMade()).toEqual([1, 1, 1]);
      expect(await tenant.unfinished()).toEqual([]);
    },
    120_000,
  );
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as contracts from '../packages/contracts/src/derived-ids.ts';
import { NodeRole, Region } from '../packages/contracts/src/enums.ts';
import { offersOf } from '../packages/contracts/src/offers.ts';
import * as stacks from '../packages/stacks/src/names.ts';
import { resolveRegion } from '../packages/stacks/src/regions.ts';

// packages/stacks can be installed alone, so it derives these itself (docs/decisions/0011). Here they are held together.
describe('contracts and stacks agree', () => {
  const jobId = fc.stringMatching(/^job_[A-Za-z0-9_-]{1,59}$/);
  const tenantId = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/);

  test('on the nodes of a job', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Region.options), jobId, (region, job) => {
        expect(contracts.sharedNodeId(region, job)).toBe(stacks.sharedNodeId(region, job));
        for (const role of ['app', 'db', 'redis'] as const) {
          expect(contracts.dedicatedNodeId(region, job, role)).toBe(stacks.dedicatedNodeId(region, job, role));
        }
      }),
    );
  });

  test('on the stack of what a job provisions from the library', () => {
    fc.assert(
      fc.property(jobId, (job) => {
        expect(contracts.libraryStackName(job)).toBe(stacks.libraryStackName(job));
      }),
    );
  });

  test('on the stack of a tenant', () => {
    fc.assert(
      fc.property(tenantId, (tenant) => {
        expect(contracts.dedicatedStackName(tenant)).toBe(stacks.dedicatedStackName(tenant));
      }),
    );
  });

  test.each(Region.options)('on what a new server in %s is tried as', (region) => {
    const { locations, serverTypes } = resolveRegion(region);
    for (const role of NodeRole.options) {
      const expected = locations.map(({ name }) => ({ server_type: serverTypes[role], location: name }));
      expect(offersOf(region, role)).toEqual(expected);
    }
  });
});

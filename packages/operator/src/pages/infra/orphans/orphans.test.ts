import { describe, expect, test } from '@jest/globals';
import type { DriftChange } from '@prego/contracts';
import { libraryStackName } from '@prego/contracts/derived-ids';
import fc from 'fast-check';
import { monthOf } from '../month.ts';
import { changeCost, driftCost, kindOfType, pricesByName } from './drift-costs.ts';
import { DRIFT, INVENTORY, lookAge, lookCommand } from './look-age.ts';
import { orphanCosts } from './orphan-costs.ts';
import { remedyOf } from './orphan-remedy.ts';

describe('what orphans cost', () => {
  test('is the sum of known prices, by the hour and the month; unknown ones are counted', () => {
    const costs = orphanCosts([{ hourly_cost: 0.02 }, { hourly_cost: null }, { hourly_cost: 0 }]);
    expect(costs).toEqual({ hourly: 0.02, monthly: monthOf(0.02), unknown: 1 });
    expect(monthOf(0.02)).toBeCloseTo(14.6);
    expect(orphanCosts([])).toEqual({ hourly: 0, monthly: 0, unknown: 0 });
  });

  test('never shrinks by one more', () => {
    const cost = fc.record({ hourly_cost: fc.option(fc.double({ min: 0, max: 10, noNaN: true })) });
    fc.assert(
      fc.property(fc.array(cost), cost, (some, more) => {
        const [before, after] = [orphanCosts(some), orphanCosts([...some, more])];
        expect(after.hourly).toBeGreaterThanOrEqual(before.hourly);
        expect(after.unknown - before.unknown).toBe(more.hourly_cost === null ? 1 : 0);
      }),
    );
  });
});

describe('what to do about an orphan', () => {
  const orphan = { kind: 'server', id: 42, reason: 'not_in_state', job_id: 'job_1', stack: null } as const;

  test('is to retry its job, which takes it in; or to delete it', () => {
    expect(remedyOf(orphan)).toEqual({ first: 'retry_job', job_id: 'job_1', command: 'hcloud server delete 42' });
    expect(remedyOf({ ...orphan, kind: 'volume', job_id: null })).toEqual({
      first: null,
      job_id: null,
      command: 'hcloud volume delete 42',
    });
  });

  test('that a stack has, and that may have tenants, is never to delete it', () => {
    expect(remedyOf({ ...orphan, reason: 'not_registered' })).toMatchObject({ first: 'retry_job', command: null });
    expect(remedyOf({ ...orphan, reason: 'not_registered', job_id: null })).toMatchObject({
      first: 'register',
      command: null,
    });
  });

  test('of the library whose status was deleted is to delete it: its job is refused', () => {
    const stack = libraryStackName('job_01K5Z8Q4TEMPLATE');
    expect(remedyOf({ ...orphan, kind: 'volume', reason: 'not_registered', stack })).toEqual({
      first: null,
      job_id: null,
      command: 'hcloud volume delete 42',
    });
  });

  test('whose node is retired is the return, not the job that once made it', () => {
    expect(remedyOf({ ...orphan, reason: 'node_retired' })).toEqual({
      first: 'retry_return',
      job_id: null,
      command: 'hcloud server delete 42',
    });
  });
});

describe('a look at the cloud', () => {
  test('holds until its workflow should have looked again', () => {
    const now = 1_000_000_000;
    expect(lookAge(null, now, INVENTORY)).toBe('never');
    expect(lookAge(now - INVENTORY.holdsMs, now, INVENTORY)).toBe('fresh');
    expect(lookAge(now - INVENTORY.holdsMs - 1, now, INVENTORY)).toBe('old');
    expect(lookAge(now - INVENTORY.holdsMs - 1, now, DRIFT)).toBe('fresh');
  });

  test('is begun by a command that names the workflow, and of drift the stack', () => {
    expect(lookCommand(INVENTORY)).toBe('gh workflow run inventory.yml');
    expect(lookCommand(DRIFT, 'sg')).toBe('gh workflow run drift.yml -f stacks=sg');
  });

  test('and whatever is named as a stack is one word of that command', () => {
    expect(lookCommand(DRIFT, "sg; echo 'x'")).toBe(
      String.raw`gh workflow run drift.yml -f stacks='sg; echo '\''x'\'''`,
    );
  });
});

describe('what a drifted stack costs', () => {
  const SERVER = 'hcloud:index/server:Server';
  const priceOf = pricesByName(
    [
      { name: 'a', server_type: 'cpx32', location: 'sin', hourly_cost: 0.5 },
      { name: 'b', server_type: 'cpx32', location: 'sin' },
      { name: 'c', server_type: 'cpx99', location: 'sin' },
    ],
    [{ name: 'cpx32', prices: [{ location: 'sin', hourly: 0.25, monthly: 1 }] }],
  );
  const update = (resource: string, type = SERVER): DriftChange => ({ resource, type, change: 'update' });

  test('is what its servers cost, each once, where a price is known', () => {
    expect(driftCost([update('a'), update('a'), update('b'), update('c')], priceOf)).toBe(0.75);
    expect(driftCost([update('c'), update('a', 'hcloud:index/firewall:Firewall')], priceOf)).toBeUndefined();
    expect(driftCost([], priceOf)).toBeUndefined();
  });

  test('is nothing for a server that is gone', () => {
    expect(changeCost({ ...update('a'), change: 'delete' }, priceOf)).toBeUndefined();
    expect(changeCost(update('a'), priceOf)).toBe(0.5);
  });

  test('and a type is told by its last word', () => {
    expect(kindOfType(SERVER)).toBe('Server');
    expect(kindOfType('Server')).toBe('Server');
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PROVISIONING_STATUSES } from '../../ui/closed-sets.ts';
import { executionOf } from './execution.ts';

const NOW = 500_000;

describe('the time of an execution', () => {
  test.each([
    ['runs since it was asked for', 'provisioning', null, undefined, { from: 100_000, to: null, tookMs: 400_000 }],
    ['took from there to its end', 'provisioned', 280_000, undefined, { from: 100_000, to: 280_000, tookMs: 180_000 }],
    ['took so long to fail', 'provision_failed', 130_000, undefined, { from: 100_000, to: 130_000, tookMs: 30_000 }],
    [
      'is that of its present run, where that is known: after a retry not the days between',
      'provisioned',
      480_000,
      { from: 450_000, to: 480_000 },
      { from: 450_000, to: 480_000, tookMs: 30_000 },
    ],
    [
      'of a return without its run has no beginning',
      'returning',
      null,
      undefined,
      { from: null, to: null, tookMs: null },
    ],
    [
      'of a return is the return’s',
      'returning',
      null,
      { from: 470_000, to: null },
      { from: 470_000, to: null, tookMs: 30_000 },
    ],
    [
      'of a return that has ended is the return’s',
      'return_failed',
      490_000,
      { from: 470_000, to: null },
      { from: 470_000, to: 490_000, tookMs: 20_000 },
    ],
    [
      'of one returned long ago is not counted from its making',
      'returned',
      490_000,
      undefined,
      { from: null, to: 490_000, tookMs: null },
    ],
  ] as const)('%s', (_, status, ended_at, run, execution) => {
    expect(executionOf({ status, created_at: 100_000, ended_at }, run, NOW)).toEqual({ status, ...execution });
  });

  test('is never below nothing, and has an end only where nothing goes on', () => {
    const time = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
    const run = fc.option(fc.record({ from: time, to: time }), { nil: undefined });
    const created = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...PROVISIONING_STATUSES),
        created,
        time,
        run,
        (status, created_at, ended_at, run) => {
          const { to, tookMs } = executionOf({ status, created_at, ended_at }, run, NOW);
          expect(tookMs === null || tookMs >= 0).toBe(true);
          if (status === 'provisioning' || status === 'returning') expect(to).toBeNull();
        },
      ),
    );
  });
});

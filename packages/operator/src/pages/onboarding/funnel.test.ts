import { describe, expect, test } from '@jest/globals';
import { FunnelEventName } from '@prego/contracts';
import { MILESTONES } from '../../timeline/milestones.ts';
import { conversionOf, countedSince, milestonesOf } from './funnel.ts';

test('milestones are the closed set, in its order', () => expect(MILESTONES).toEqual(FunnelEventName.options));

const event = (name: FunnelEventName, at: number) => ({ trace_id: 'trace_a', name, tenant_id: 'acme', at });

describe('the milestones of a trace', () => {
  test('are all there, with the time since the one before that was reached', () => {
    const reached = milestonesOf([event('signed_up', 100), event('placed', 100), event('server_ready', 900)]);
    expect(reached.map(({ at, afterMs }) => [at, afterMs])).toEqual([
      [100, null],
      [100, 0],
      [null, null],
      [900, 800],
      [null, null],
      [null, null],
    ]);
  });

  test('never take less than no time, whatever the clocks say', () => {
    expect(milestonesOf([event('signed_up', 500), event('placed', 400)])[1]?.afterMs).toBe(0);
  });
});

describe('conversion', () => {
  const counts = { signed_up: 8, placed: 8, dispatched: 6, server_ready: 0, address_ready: 0, opened: 1 };
  test('is told of all that signed up, and of the milestone before', () => {
    expect(conversionOf(counts).map(({ ofAll, ofBefore }) => [ofAll, ofBefore])).toEqual([
      [100, null],
      [100, 100],
      [75, 75],
      [0, 0],
      [0, null],
      [12.5, null],
    ]);
  });

  test('of nobody is not known', () => {
    const none = { signed_up: 0, placed: 0, dispatched: 0, server_ready: 0, address_ready: 0, opened: 0 };
    expect(conversionOf(none).map(({ ofAll }) => ofAll)).toEqual([null, null, null, null, null, null]);
  });

  test('is asked for from the same hour on, within the hour', () => {
    const now = Date.UTC(2026, 10, 21, 13, 45, 2);
    expect(countedSince(now)).toBe(Date.UTC(2026, 9, 22, 13));
    expect(countedSince(now + 60_000)).toBe(countedSince(now));
  });
});

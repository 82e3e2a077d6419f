import { describe, expect, test } from '@jest/globals';
import type { HourlyMetrics, NodeSummary } from '@prego/contracts';
import fc from 'fast-check';
import { fleetSums } from './fleet-sums.ts';
import { freshnessOfNode } from './freshness.ts';
import { averagesOf, HOUR_MS, hourlySeries, loadSummary } from './hourly-series.ts';
import { actionsOn, retiringOf } from './node-actions.ts';
import { pricesFrom } from './node-prices.ts';
import { seatBar } from './seat-bar.ts';
import { aNode } from './testing/a-node.ts';

describe('the bar of seats', () => {
  test('has tenants, then reservations, and warns when nearly none is left', () => {
    expect(seatBar({ tenants: 5, reservations: 2, capacity: 20 })).toEqual({
      tenantsPct: 25,
      reservedPct: 10,
      tone: 'ok',
    });
    expect(seatBar({ tenants: 17, reservations: 1, capacity: 20 }).tone).toBe('warn');
    expect(seatBar({ tenants: 18, reservations: 2, capacity: 20 }).tone).toBe('warn');
    expect(seatBar({ tenants: 18, reservations: 3, capacity: 20 }).tone).toBe('bad');
    expect(seatBar({ tenants: 1, reservations: 0, capacity: 1 }).tone).toBe('ok');
  });

  test('of no seats is empty, or full where somebody is there all the same', () => {
    expect(seatBar({ tenants: 0, reservations: 0, capacity: 0 })).toMatchObject({ tenantsPct: 0, tone: 'ok' });
    expect(seatBar({ tenants: 1, reservations: 0, capacity: 0 })).toMatchObject({ tenantsPct: 100, tone: 'bad' });
  });

  test('never passes its end', () => {
    const seats = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(seats, seats, seats, (tenants, reservations, capacity) => {
        const { tenantsPct, reservedPct } = seatBar({ tenants, reservations, capacity });
        expect(tenantsPct).toBeGreaterThanOrEqual(0);
        expect(reservedPct).toBeGreaterThanOrEqual(0);
        expect(tenantsPct + reservedPct).toBeLessThanOrEqual(100.000001);
      }),
    );
  });
});

test('of a node is told when it was heard, that it never was, or that nothing is expected', () => {
  expect(freshnessOfNode(aNode())).toEqual({ kind: 'reported', at: 1000, stale: false });
  expect(freshnessOfNode(aNode({ stale: true }))).toMatchObject({ stale: true });
  expect(freshnessOfNode(aNode({ metrics: null, stale: true }))).toEqual({ kind: 'never', since: 500, stale: true });
  expect(freshnessOfNode(aNode({ metrics: null, registered_at: null }))).toEqual({ kind: 'not_there' });
  expect(freshnessOfNode(aNode({ status: 'retired' }))).toEqual({ kind: 'over' });
});

describe('what may be done to a node', () => {
  test('goes by its status', () => {
    expect(actionsOn('provisioning')).toEqual(['fail']);
    expect(actionsOn('ready')).toEqual(['cordon', 'drain', 'fail']);
    expect(actionsOn('cordoned')).toEqual(['uncordon', 'drain', 'fail']);
    expect(actionsOn('draining')).toEqual(['cordon', 'fail']);
    expect(actionsOn('failed')).toEqual([]);
    expect(actionsOn('retired')).toEqual([]);
  });

  test('to retire is possible for an empty shared one', () => {
    const empty = { tenants: 0, reservations: 0 };
    expect(retiringOf(aNode(empty))).toBe('possible');
    expect(retiringOf(aNode({ ...empty, status: 'failed' }))).toBe('possible');
    expect(retiringOf(aNode({ tenants: 0, reservations: 1 }))).toBe('in_use');
    expect(retiringOf(aNode({ ...empty, role: 'db' }))).toBe('with_tenant');
    expect(retiringOf(aNode({ ...empty, status: 'provisioning' }))).toBe('too_early');
    expect(retiringOf(aNode({ ...empty, status: 'retired' }))).toBe('done');
  });
});

describe('prices', () => {
  const types = [{ name: 'cpx32', prices: [{ location: 'sin', hourly: 0.02, monthly: 12 }] }];

  test("are the server's own, else that of its type in its place, else not known", () => {
    const priceOf = pricesFrom(
      [
        { id: 1, hourly_cost: 0.0225 },
        { id: 2, hourly_cost: null },
      ],
      types,
    );
    expect(priceOf(aNode({ hetzner_server_id: 1 }))).toBe(0.0225);
    expect(priceOf(aNode({ hetzner_server_id: 2 }))).toBe(0.02);
    expect(priceOf(aNode({ hetzner_server_id: null }))).toBe(0.02);
    expect(priceOf(aNode({ hetzner_server_id: 2, location: 'ash' }))).toBeUndefined();
  });

  test('and seats are added up over what has a server; a retired node is only counted', () => {
    const nodes: NodeSummary[] = [
      aNode({ node_id: 'a', hetzner_server_id: 1 }),
      aNode({ node_id: 'b', hetzner_server_id: 2, stale: true, reservations: 2 }),
      aNode({ node_id: 'c', hetzner_server_id: null, status: 'provisioning' }),
      aNode({ node_id: 'd', hetzner_server_id: 3, status: 'failed', tenants: 1 }),
      aNode({ node_id: 'e', hetzner_server_id: 4, status: 'retired', tenants: 0 }),
    ];
    const priceOf = ({ hetzner_server_id }: { hetzner_server_id: number | null }) =>
      hetzner_server_id === 3 ? undefined : 0.5;
    expect(fleetSums(nodes, priceOf)).toEqual({
      nodes: 5,
      concerns: [
        ['failed', 1],
        ['stale', 1],
        ['provisioning', 1],
        ['none', 1],
        ['retired', 1],
      ],
      ...{ tenants: 10, reservations: 2, capacity: 60, hourlyCost: 1, withoutPrice: 1 },
    });
  });
});

describe('hours of a node', () => {
  const hour = (at: number, cpu: number | null, samples = 60): HourlyMetrics => ({
    ...{ hour: at * HOUR_MS, samples, cpu_avg: cpu, cpu_max: cpu === null ? null : cpu + 10 },
    ...{ memory_avg: 1, memory_max: 2, disk_avg: 3, disk_max: 4 },
  });

  test('are a slot each, and those without a push are empty', () => {
    const now = 5 * HOUR_MS + 1234;
    expect(hourlySeries([hour(3, 30), hour(5, 50), hour(1, 99)], 'cpu', now, 4)).toEqual({
      times: [2, 3, 4, 5].map((at) => at * 3600),
      average: [null, 30, null, 50],
      highest: [null, 40, null, 60],
    });
    expect(averagesOf([hour(3, 30)], 'cpu')).toEqual([{ at: 3 * HOUR_MS, value: 30 }]);
  });

  test('come to an average over all pushes and the highest of all', () => {
    expect(loadSummary([hour(1, 10, 60), hour(2, 40, 30), hour(3, null)], 'cpu')).toEqual({ average: 20, highest: 50 });
    expect(loadSummary([], 'cpu')).toEqual({ average: null, highest: null });
    expect(loadSummary([hour(1, null)], 'cpu')).toEqual({ average: null, highest: null });
  });
});

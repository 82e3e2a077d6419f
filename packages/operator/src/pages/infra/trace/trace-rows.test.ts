import { expect, test } from '@jest/globals';
import type { TraceEventRow } from '@prego/contracts';
import { rowsWith, traceIdIn, traceMoves } from './trace-rows.ts';

const row = (event_id: number, more: Partial<TraceEventRow> = {}): TraceEventRow => ({
  event_id,
  trace_id: 'trace_a',
  job_id: 'job_a',
  attempt: 1,
  stage: 'prego_ui_step_01',
  status: 'done',
  at: 1000,
  recorded_at: 1000,
  data: {},
  ...more,
});

test.each([
  ['trace_01kb', 'trace_01kb'],
  [' My reference is trace_01kb. ', 'trace_01kb'],
  ['/cp/provision-trace?job_id=job_a&trace_id=trace_01kb', 'trace_01kb'],
  ['job_01kb', undefined],
  ['trace_', undefined],
  [`trace_${'a'.repeat(58)}`, undefined],
])('%j names %j', (text, id) => expect(traceIdIn(text)).toBe(id));

test('rows are found by whatever stands in them', () => {
  const rows = [row(1), row(2, { stage: 'pulumi_up' }), row(3, { data: { error_code: 'Resource_Unavailable' } })];
  expect(rowsWith(rows, ' ')).toBe(rows);
  expect(rowsWith(rows, 'pulumi').map(({ event_id }) => event_id)).toEqual([2]);
  expect(rowsWith(rows, 'resource_un').map(({ event_id }) => event_id)).toEqual([3]);
});

test('more rows are expected while the last one is some minutes old at most', () => {
  expect(traceMoves([row(1), row(2, { recorded_at: 100_000 })], 160_000)).toBe(true);
  expect(traceMoves([row(1)], 1000 + 5 * 60_000)).toBe(false);
  expect(traceMoves([], 1_000_000)).toBe(false);
});

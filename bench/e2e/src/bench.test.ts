import { expect, test } from '@jest/globals';
import type { ProvisionTraceDetail } from '@prego/contracts';
import { measuredOf, PHASES } from './measure.ts';
import { report } from './report.ts';

const step = (started_at: number | null, ended_at: number | null) => ({ started_at, ended_at });

function detail(steps: readonly { started_at: number | null; ended_at: number | null }[]): ProvisionTraceDetail {
  const attempt = { dispatched_at: 1000, claimed_at: 1400, ended_at: 2300, steps };
  return { attempts: [attempt] } as unknown as ProvisionTraceDetail;
}
const STEPS = [
  ...[step(0, 0), step(0, 0), step(0, 0), step(1400, 1450), step(1450, 1500), step(1500, 1550)],
  ...[step(1600, 1800), step(null, null), step(2200, 2280), step(null, null)],
];

test('the phases of a run add up to all of it', () => {
  const { totalMs, phases } = measuredOf(detail(STEPS));
  expect(totalMs).toBe(1300);
  expect(Object.values(phases)).toEqual([400, 100, 50, 250, 400, 100]);
  expect(Object.values(phases).reduce((sum, ms) => sum + ms, 0)).toBe(totalMs);
});

test('a run that does not tell a time is no measurement', () => {
  expect(() => measuredOf(detail(STEPS.slice(0, 6)))).toThrow('does not tell when');
});

test('the report has a column for each phase and a row for each scenario', () => {
  const measured = measuredOf(detail(STEPS));
  const lines = report({ E1: [measured], E2: [measured], E3: [measured] }).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[0]?.split('|')).toHaveLength(PHASES.length + 4);
  expect(lines[2]).toContain('**1.30 s**');
});

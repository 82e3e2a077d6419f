import { describe, expect, test } from '@jest/globals';
import { DriftReport } from '@prego/contracts';
import type { DriftedResource } from '@prego/stacks';
import fc from 'fast-check';
import { failedReport, lookedReport } from './drift-report.ts';
import { driftSummary, driftText } from './drift-summary.ts';

const SERVER = 'hcloud:index/server:Server';
const changed = (resource: string, properties = ['labels.a']): DriftedResource => ({
  ...{ resource, type: SERVER, change: 'update', properties },
});

describe('a report', () => {
  test('says of a stack that nothing differs, what differs, or why it could not be looked at', () => {
    expect(lookedReport('sg', 7, [])).toEqual({ stack: 'sg', status: 'in_sync', changes: [], seen_at: 7 });
    const gone: DriftedResource = { resource: 'b', type: SERVER, change: 'delete' };
    expect(lookedReport('sg', 7, [changed('a'), gone])).toEqual({
      ...{ stack: 'sg', status: 'drifted', seen_at: 7 },
      changes: [changed('a'), { resource: 'b', type: SERVER, change: 'delete' }],
    });
    const failure = { code: 'unauthorized', message: 'x'.repeat(900), remedy: '', detail: undefined };
    const failed = failedReport('sg', 7, failure);
    expect(failed).toMatchObject({
      status: 'failed',
      changes: [{ resource: 'sg', change: expect.stringMatching(/^unauthorized: x+$/) }],
    });
    expect(DriftReport.parse(failed)).toEqual(failed);
  });

  test('is always one that the control plane takes, and loses no count', () => {
    const name = fc.string({ unit: 'binary', maxLength: 900 });
    const drifted = fc.array(fc.record({ resource: name, properties: fc.array(name, { maxLength: 130 }) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(drifted, fc.constantFrom(1, 60), (few, times) => {
        const all = Array.from({ length: times }, () =>
          few.map(({ resource, properties }) => changed(resource, properties)),
        ).flat();
        const report = lookedReport('sg', 7, all);
        DriftReport.parse(report);
        const left = /^(\d+) more/.exec(report.changes.at(-1)?.change ?? '');
        expect(left ? report.changes.length - 1 + Number(left[1]) : report.changes.length).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });

  test('of exactly as many changes as are taken has all of them, and of one more says so', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => changed(`r${i}`));
    expect(lookedReport('sg', 7, many(1000)).changes.at(-1)?.resource).toBe('r999');
    const { changes } = lookedReport('sg', 7, many(1001));
    expect(changes).toHaveLength(1000);
    expect(changes.at(-1)).toEqual({ resource: 'sg', change: '2 more are left out here' });
  });
});

test('a report of fewer changes that are large is cut at what a row of the control plane holds', () => {
  const wide = Array.from({ length: 100 }, (_, i) => `${i}${'가'.repeat(190)}`);
  const report = lookedReport(
    'sg',
    7,
    Array.from({ length: 40 }, (_, i) => changed(`r${i}`, wide)),
  );
  DriftReport.parse(report);
  expect(report.changes.at(-1)?.change).toMatch(/^\d+ more are left out here$/);
  expect(report.changes.length).toBeGreaterThan(3);
});

describe('what people read', () => {
  const looked = (report: DriftReport, inHand: string[] = []) => ({ report, inHand, durationMs: 1_234 });

  test('is a table of all stacks, and what differs of each', () => {
    const gone: DriftedResource = { resource: 'sg-s-2', type: SERVER, change: 'delete' };
    const failure = { code: 'unauthorized', message: 'No | entry.', remedy: '', detail: undefined };
    const summary = driftSummary([
      looked(lookedReport('dedicated-acme', 7, []), ['app']),
      looked(lookedReport('sg', 7, [changed('sg-s-1', ['labels.a', 'name']), gone])),
      looked(failedReport('us', 7, failure)),
    ]).join('\n');
    expect(summary).toContain('| dedicated-acme | in sync | 0 | app | 1.2 s |');
    expect(summary).toContain('| sg | ⚠️ drifted | 2 |  | 1.2 s |');
    expect(summary).toContain('| us | ❌ not looked at |  |  | 1.2 s |');
    expect(summary).toContain('| sg-s-1 | Server | differs | labels.a, name |');
    expect(summary).toContain('| sg-s-2 | Server | is gone |  |');
    expect(summary).toContain('unauthorized: No \\| entry.');
    expect(driftSummary([])).toEqual([expect.stringContaining('There is no stack.')]);
  });

  test('of very many is cut, and the rest counted', () => {
    const many = Array.from({ length: 73 }, (_, i) => changed(`r${i}`));
    expect(driftSummary([looked(lookedReport('sg', 7, many))]).join('\n')).toContain('23 more.');
    expect(driftText(lookedReport('sg', 7, many))).toContain('r9 and 63 more');
  });

  test('of a stack with a lost server is another remedy than of one that was changed', () => {
    expect(driftText(lookedReport('sg', 7, [changed('a')]))).toMatch(/^sg: not as the state says: a\. The next run/);
    const gone: DriftedResource = { resource: 'b', type: SERVER, change: 'delete' };
    expect(driftText(lookedReport('sg', 7, [gone]))).toMatch(/^sg: gone from the cloud: b\. .*retire its node/);
  });
});

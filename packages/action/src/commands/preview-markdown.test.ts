import { expect, test } from '@jest/globals';
import type { Price, ResourceEvent } from '@prego/stacks';
import type { Plan } from '../stack-work/index.ts';
import { countOf, differenceText, planMarkdown } from './preview-markdown.ts';

const step = (action: ResourceEvent['action'], kind: string, name: string, differs?: string[]): ResourceEvent => ({
  ...{ type: 'resource', status: 'done', action, kind, name, planned: true },
  ...(differs && { differs }),
});
const price = (lines: [string, number][]): Price => ({
  currency: 'EUR',
  lines: lines.map(([what, monthly]) => ({ what, monthly, hourly: monthly / 600 })),
  hourly: 1,
  monthly: lines.reduce((sum, [, monthly]) => sum + monthly, 0),
});
const NONE = { create: 0, import: 0, update: 0, replace: 0, delete: 0, same: 3 };
const plan = (more: Partial<Plan> = {}): Plan => ({
  stack: 'sg',
  changes: NONE,
  steps: [],
  nodes: [],
  durationMs: 1,
  ...more,
});

test('a plan tells what changes, the nodes to be, and the difference in cost', () => {
  const node = { node_id: 'sg-s-2', name: 'sg-s-2', role: 'shared' as const, job_id: 'job_2', private_ip: '10.0.1.2' };
  const text = planMarkdown(
    plan({
      changes: { ...NONE, create: 1, update: 1 },
      steps: [
        step('create', 'Server', 'sg-s-2'),
        step('update', 'Firewall', 'firewall', ['rules']),
        step('same', 'Network', 'n'),
      ],
      nodes: [{ ...node, server_type: 'cpx32', location: 'sin' }],
      cost: price([
        ['a (cpx32)', 40],
        ['b (cpx32)', 44.49],
      ]),
      costNow: price([['a (cpx32)', 40]]),
    }),
  ).join('\n');
  expect(text).toContain('1 to create, 1 to update; 3 unchanged.');
  expect(text).toContain('| ➕ create | Server | sg-s-2 |  |');
  expect(text).toContain('| 🔧 update | Firewall | firewall | rules |');
  expect(text).not.toContain('| Network |');
  expect(text).toContain('| sg-s-2 | shared | cpx32 | sin | known when it is made |');
  expect(text).toContain('84.49 EUR a month, net: 44.49 EUR more than now.');
  expect(text).toContain('| b (cpx32) | +44.49 EUR |');
});

test('a plan without changes says so, and what it costs as now', () => {
  const same = price([['a', 40]]);
  const text = planMarkdown(plan({ cost: same, costNow: same })).join('\n');
  expect(text).toContain('No changes.');
  expect(text).toContain('40.00 EUR a month, net: as now.');
  expect(countOf(plan())).toBe(0);
});

test('a plan that would lose a server says that first of all', () => {
  const text = planMarkdown(
    plan({ changes: { ...NONE, replace: 1 }, steps: [step('replace', 'Server', 'sg-s-1', ['image'])] }),
  ).join('\n');
  expect(text).toContain('**A server would be lost.**');
  const record = planMarkdown(
    plan({ changes: { ...NONE, delete: 1 }, steps: [step('delete', 'DnsRecord', 'r')] }),
  ).join('\n');
  expect(record).not.toContain('would be lost');
});

test('a price that is not known is not taken for none', () => {
  expect(planMarkdown(plan()).join('\n')).toContain('Not known');
  expect(planMarkdown(plan({ cost: price([['a', 1]]) })).join('\n')).toContain('What it costs now is not known.');
});

test.each([
  [10, 12.5, '2.50 EUR more than now'],
  [12.5, 10, '2.50 EUR less than now'],
  [10, 10.004, 'as now'],
])('from %d to %d is %s', (now, then, text) => {
  expect(differenceText(price([['a', then]]), price([['a', now]]))).toBe(text);
});

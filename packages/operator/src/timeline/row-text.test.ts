import { describe, expect, test } from '@jest/globals';
import { eventNote, firstLine, isRun, stepOf } from './row-text.ts';

test.each([
  ['prego_ui_step_04', 4],
  ['prego_ui_step_10', 10],
  ['engine.resource.server', undefined],
  ['prego_ui_step_4', undefined],
])('%s is step %s', (stage, step) => expect(stepOf(stage)).toBe(step));

describe('what an event says in a line', () => {
  test.each([
    [{ error_message: 'No room.\nmuch more', remedy: 'Retry.', reason: 'x' }, 'No room. Retry.'],
    [{ reason: 'dns_unchanged' }, 'dns_unchanged'],
    [{ action: 'create', kind: 'Server', name: 'app', duration_ms: 1554 }, 'create · 1.6 s'],
    [{ node_id: 'sg-s-7k2m9qxa' }, 'sg-s-7k2m9qxa'],
    [{ nodes: ['a'], error_message: 7 }, ''],
  ])('%j: %j', (data, note) => expect(eventNote({ data }, 'en')).toBe(note));
});

test('only the first line of a long text', () => {
  expect(firstLine(' one\ntwo')).toBe('one');
  expect(firstLine(null)).toBe('');
});

test('a run is told from others who act', () => {
  expect(['attempt job_a/1', 'operator', 'system dispatch'].map(isRun)).toEqual([true, false, false]);
});

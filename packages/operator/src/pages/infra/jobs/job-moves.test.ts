import { describe, expect, test } from '@jest/globals';
import { fakeJob } from './fake-jobs.ts';
import { durationOf, whyOf } from './job-moves.ts';

describe('why a job is not further', () => {
  const error = {
    error_code: 'run_failed',
    error_message: 'The run failed.\nOpen it.',
    failed_stage: 'prego_ui_step_04',
  };

  test('is the first line of what has ended it', () => {
    expect(whyOf(fakeJob(1, 'failed', error))).toEqual({
      kind: 'error',
      code: 'run_failed',
      line: 'The run failed.',
      stage: 'prego_ui_step_04',
    });
    expect(whyOf(fakeJob(1, 'failed', { ...error, error_message: null }))).toMatchObject({ line: '' });
  });

  test('is not what ended the attempt before', () => {
    expect(whyOf(fakeJob(1, 'running', error))).toBeUndefined();
  });

  test('is the node or the stack that it waits for', () => {
    const node = { waits_for: 'node', waits_for_node: 'sg-s-7k2m9qxa', stack: 'sg' } as const;
    expect(whyOf(fakeJob(1, 'waiting', node))).toEqual({ kind: 'node', node_id: 'sg-s-7k2m9qxa' });
    expect(whyOf(fakeJob(1, 'waiting', { waits_for: 'stack', stack: 'sg' }))).toEqual({ kind: 'stack', stack: 'sg' });
  });
});

test('a job lasts to its end, or to now, and never less than nothing', () => {
  expect(durationOf({ created_at: 100, ended_at: 350 }, 9000)).toBe(250);
  expect(durationOf({ created_at: 100, ended_at: null }, 600)).toBe(500);
  expect(durationOf({ created_at: 100, ended_at: null }, 50)).toBe(0);
});

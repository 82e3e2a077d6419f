import { describe, expect, test } from '@jest/globals';
import { asStackError } from './as-stack-error.ts';
import { EngineFailure } from './engine-command.ts';
import { StackError } from './errors.ts';

const failure = (code: number, stderr = '') => new EngineFailure(['up'], { stdout: '', stderr, code });
const running = { signal: new AbortController().signal, deadline: new AbortController().signal };

describe('whatever a run fails with is a StackError', () => {
  test('one that is already stays what it is', () => {
    const error = new StackError('name_taken', 'It is taken.', 'Take another.');
    expect(asStackError(error)).toBe(error);
  });

  test('a failure of the CLI is told by what it printed, and is the cause', () => {
    const error = failure(255, 'error: incorrect passphrase');
    expect(asStackError(error, running)).toMatchObject({ code: 'state_unreadable', cause: error });
  });

  test('one of which nothing is known is told by its first line', () => {
    expect(asStackError(failure(1, 'no such thing\nmore'), running).what).toBe('The update failed: no such thing.');
  });

  test('a CLI that printed nothing is told as such', () => {
    expect(asStackError(failure(1), running).what).toBe('The update failed: the engine said nothing.');
  });

  test('a CLI that was killed is told as such, whatever it reported before', () => {
    const error = asStackError(failure(137), running, ['no room (resource_unavailable)']);
    expect(error).toMatchObject({
      code: 'update_failed',
      what: 'The engine was killed in the middle of the run (SIGKILL).',
      remedy: expect.stringContaining('`holdsLease`'),
    });
  });

  test('what fails once the run is stopped is told as its end', () => {
    const { signal, deadline } = { signal: AbortSignal.abort(), deadline: running.deadline };
    expect(asStackError(failure(137), { signal, deadline })).toMatchObject({ code: 'cancelled' });
    expect(asStackError(new Error('x'), { signal, deadline: signal })).toMatchObject({ code: 'deadline_exceeded' });
  });

  test.each([
    [new Error('ENOSPC: no space left on device.'), 'The run failed: ENOSPC: no space left on device.'],
    ['text', 'The run failed: text.'],
  ])('%s is told in one sentence, and is the cause', (cause, what) => {
    expect(asStackError(cause)).toMatchObject({ code: 'update_failed', what, cause });
  });
});

import { describe, expect, test } from '@jest/globals';
import { failureText } from './annotate.ts';
import { ActionError } from './errors.ts';
import { asFailure } from './failure.ts';

describe('what a person is told', () => {
  test('of an error of ours is its code, sentence and remedy', () => {
    const failure = asFailure(
      new ActionError('dns_taken', 'It is taken.', 'Choose another.', { detail: 'more' }),
      false,
    );
    expect(failure).toEqual({ code: 'dns_taken', message: 'It is taken.', remedy: 'Choose another.', detail: 'more' });
    expect(failureText(failure)).toBe('dns_taken: It is taken. Choose another.');
  });

  test('of an error of the stacks is the same, though it comes from another bundle', () => {
    const error = Object.assign(new Error('No room. Wait.'), {
      code: 'capacity_unavailable',
      what: 'No room.',
      remedy: 'Wait.',
    });
    expect(asFailure(error, false)).toMatchObject({
      code: 'capacity_unavailable',
      message: 'No room.',
      remedy: 'Wait.',
    });
  });

  test("of the system's own error, which has a code too, is that it has no name", () => {
    const error = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(asFailure(error, false)).toMatchObject({
      code: 'internal',
      message: expect.stringContaining('read ECONNRESET'),
    });
  });

  test('of a run that was cancelled is that, unless its error has a name of its own', () => {
    expect(asFailure(new DOMException('aborted', 'AbortError'), true)).toMatchObject({ code: 'cancelled' });
    expect(asFailure(new ActionError('dns_unknown', 'It is not known.', 'Look.'), true)).toMatchObject({
      code: 'dns_unknown',
    });
  });

  test('ends its sentence before the remedy, and goes on below a list', () => {
    expect(failureText({ code: 'a', message: 'What is wrong', remedy: 'Do.' })).toBe('a: What is wrong. Do.');
    expect(failureText({ code: 'a', message: 'Wrong:\n- b\n', remedy: 'Do.' })).toBe('a: Wrong:\n- b\nDo.');
    expect(failureText({ code: 'a', message: 'Why?' })).toBe('a: Why?');
  });
});

import { describe, expect, test } from '@jest/globals';
import { alreadyCompleted, endOf } from './already-completed.ts';
import { ActionError } from './errors.ts';
import { recordedIo } from './testing/recorded-io.ts';

test.each([
  ['Attempt 1 of job_x has ended: completed.', 'completed'],
  ['Attempt 12 of job_x has ended: overtaken by a later attempt.', 'overtaken'],
  ['Attempt 1 of job_x has ended.', undefined],
])('of "%s" the end is %s', (words, end) => {
  expect(endOf(words)).toBe(end);
});

describe('a step that is run once more', () => {
  const ended = (how: string) =>
    new ActionError('attempt_ended', `Attempt 1 of job_1 has ended: ${how}.`, 'Retry the job.');

  test('after its job was completed has nothing to do, and says so', () => {
    const io = recordedIo();
    expect(alreadyCompleted(io, ended('completed')).outputs).toEqual({
      summary: { result: ['Attempt 1 of job_1 has ended: completed.'] },
    });
    expect(io.annotations).toMatchObject([{ kind: 'notice', message: expect.stringContaining('nothing left to do') }]);
  });

  test.each(['failed', 'cancelled', 'overtaken by a later attempt'])('after it %s is a failure', (how) => {
    const error = ended(how);
    expect(() => alreadyCompleted(recordedIo(), error)).toThrow(error);
  });
});

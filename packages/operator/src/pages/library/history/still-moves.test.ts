import { expect, test } from '@jest/globals';
import type { LibraryEventKind } from '@prego/contracts';
import { stillMoves } from './still-moves.ts';

const event = (kind: LibraryEventKind, job_id: string, attempt = 1, at = 1000) => ({ kind, job_id, attempt, at });

test.each([
  ['nothing has happened', [], false],
  ['something has begun', [event('provisioning_executed', 'job_a')], true],
  ['it has ended', [event('provisioning_completed', 'job_a'), event('provisioning_executed', 'job_a')], false],
  ['only an earlier attempt has', [event('return_executed', 'job_a', 2), event('return_failed', 'job_a', 1)], true],
  ['another has', [event('return_executed', 'job_a'), event('return_completed', 'job_b')], true],
  ['only a status was deleted', [event('status_deleted', 'job_a')], false],
] as const)('where %s', (_, events, moves) => expect(stillMoves(events, 2000)).toBe(moves));

test('what began so long ago that its end was filtered away moves no more', () => {
  expect(stillMoves([event('return_executed', 'job_a')], 1000 + 7 * 3_600_000)).toBe(false);
});

import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ACTIVE_JOB_STATUSES, ENDED_JOB_STATUSES, JobStatus } from '@prego/contracts';
import { isEnded, MOVES, MOVES_TRIGGER, moveKind, RETRIES } from './state-machine.ts';

const all = JobStatus.options;

test('the database holds the same table', () => {
  const migration = readFileSync(new URL('../migrations/0001_init.sql', import.meta.url).pathname, 'utf8');
  expect(migration).toContain(MOVES_TRIGGER);
});

test('from every active status a job can end, and be cancelled by an operator', () => {
  for (const from of ACTIVE_JOB_STATUSES) {
    expect(moveKind(from, 'failed')).toBe('move');
    expect(moveKind(from, 'cancelled')).toBe('move');
  }
});

test('an end is left by a retry only, and a completed job never', () => {
  for (const from of ENDED_JOB_STATUSES) {
    expect(MOVES[from]).toEqual([]);
    for (const to of all.filter((status) => status !== from)) {
      const retried = from !== 'completed' && (to === 'queued' || to === 'waiting');
      expect(moveKind(from, to)).toBe(retried ? 'retry' : undefined);
    }
  }
});

test('a job completes only while it runs, and runs only once it was sent', () => {
  expect(all.filter((from) => moveKind(from, 'completed') === 'move')).toEqual(['running']);
  expect(all.filter((from) => moveKind(from, 'running') === 'move')).toEqual(['dispatching', 'dispatched']);
});

test('whatever was not sent yet, or surely began nothing, may be sent; nothing that runs is sent again', () => {
  const sendable = (from: JobStatus) => moveKind(from, 'dispatching') === 'move';
  expect(all.filter(sendable)).toEqual(['queued']);
  expect(all.filter((from) => moveKind(from, 'queued') === 'move')).toEqual(['waiting', 'dispatching']);
  expect(Object.keys(RETRIES).every((status) => isEnded(status as JobStatus))).toBe(true);
});

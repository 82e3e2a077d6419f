import { describe, expect, test } from '@jest/globals';
import { NodeId } from '@prego/contracts';
import { dedicatedNodeId } from '@prego/contracts/derived-ids';
import { attemptsIn, movesOf, reservedNode, stillMoves, trioOf } from './tenant-story.ts';

describe('a tenant moves', () => {
  test.each([
    ['while a job is under way', [{ status: 'waiting', ended_at: null }], true],
    ['half a minute after its end too', [{ status: 'completed', ended_at: 75_000 }], true],
    ['and no longer', [{ status: 'failed', ended_at: 70_000 }], false],
    ['nor where the control plane has another time', [{ status: 'failed', ended_at: 900_000 }], false],
    ['nor without jobs', [], false],
  ] as const)('%s', (_, jobs, moves) => expect(stillMoves(jobs, 100_000)).toBe(moves));
});

test('a move of any job is noticed', () => {
  const jobs = [{ job_id: 'job_1', status: 'failed', attempt: 1 }] as const;
  expect(movesOf(jobs)).toBe(movesOf([{ ...jobs[0] }]));
  for (const other of [{ status: 'queued' }, { attempt: 2 }, { job_id: 'job_2' }] as const)
    expect(movesOf([{ ...jobs[0], ...other }])).not.toBe(movesOf(jobs));
});

test('attempts know their job', () => {
  const traces = [{ job: { job_id: 'job_1' }, attempts: [{ attempt: 2 }, { attempt: 1 }] }] as never;
  expect(attemptsIn(traces)).toMatchObject([
    { job_id: 'job_1', attempt: 2 },
    { job_id: 'job_1', attempt: 1 },
  ]);
});

describe('the three servers of a dedicated tenant', () => {
  test('are found by the name of any of them', () => {
    const names = (['app', 'db', 'redis'] as const).map((role) => dedicatedNodeId('eu', 'job_1', role));
    for (const name of names) expect(trioOf(name)).toEqual(names);
    for (const name of trioOf(names[0])) expect(NodeId.safeParse(name).success).toBe(true);
  });

  test.each(['sg-s-7k2m9qxa', '', undefined])('%j has none', (name) => expect(trioOf(name)).toEqual([]));

  test('are known by the story of the job too', () => {
    const event = (node_id: unknown, stage = 'prego_ui_step_02') => ({
      stage,
      status: 'done' as const,
      data: { node_id },
    });
    expect(reservedNode([event('sg-s-11111111'), event('sg-d-7k2m9qxa-app'), event('x', 'other')])).toBe(
      'sg-d-7k2m9qxa-app',
    );
    expect(reservedNode([event(7)])).toBeUndefined();
    expect(reservedNode([])).toBeUndefined();
  });
});

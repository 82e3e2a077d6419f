import { expect, test } from '@jest/globals';
import type { OnboardingState, OnboardingStatus } from '@prego/contracts';
import { stillMoves } from './still-moves.ts';

const stepsOf = (...states: OnboardingState[]): OnboardingStatus['steps'] =>
  states.map((state) => ({ name: 'callback', state, stages: [] }));

test.each([
  ['one is to come, and nobody knows of their job', ['done', 'pending'], undefined, true],
  ['one is to come, and their job goes on', ['done', 'pending'], 'waiting', true],
  ['one is to come, and their job was cancelled', ['done', 'pending'], 'cancelled', false],
  ['all are done', ['done', 'done'], 'running', false],
  ['one has failed', ['done', 'failed', 'pending'], undefined, false],
] as const)('of the five steps %s: %#', (_, states, status, moves) => {
  expect(stillMoves(stepsOf(...states), status)).toBe(moves);
});

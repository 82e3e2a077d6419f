import { expect, test } from '@jest/globals';
import { actorsToChoose } from './actors-seen.ts';

test('each is offered once, the main key first', () => {
  const offered = actorsToChoose(['bob', 'anna'], ['operator anna', 'operator', 'sweep'], undefined);
  expect(offered).toEqual(['operator', 'operator anna', 'operator bob', 'sweep']);
});

test('the one that the address names is offered, though nothing of theirs is shown', () => {
  expect(actorsToChoose([], [], 'operator gone')).toEqual(['operator', 'operator gone']);
  expect(actorsToChoose([], [], 'operator')).toEqual(['operator']);
});

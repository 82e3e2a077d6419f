import { expect, test } from '@jest/globals';
import { Pacer } from './pacer.ts';

const nobodyGone = new AbortController().signal;

test('a request that was refused goes before those that were never sent', async () => {
  let awake = (): void => {};
  let clock = 0;
  const pacer = new Pacer({
    stop: new AbortController().signal,
    onWait: () => {},
    now: () => clock,
    random: () => 0,
    sleep: (ms) =>
      new Promise<void>((resolve) => {
        awake = () => {
          clock += ms;
          resolve();
        };
      }),
  });
  const sent: string[] = [];
  const turn = async (name: string, refusals?: Parameters<Pacer['turn']>[1]) => {
    await pacer.turn(nobodyGone, refusals);
    sent.push(name);
  };
  await turn('first');
  pacer.learn({ limit: 3_600, remaining: 0, seenAt: 0 });
  const all = [turn('held'), turn('waiting'), turn('refused', { times: 1, at: 0 })];
  while (sent.length < 4) {
    awake();
    await new Promise(setImmediate);
  }
  await Promise.all(all);
  expect(sent).toEqual(['first', 'held', 'refused', 'waiting']);
});

test('who is gone when its turn comes does not take it', async () => {
  const nothingToWaitFor = { onWait: () => {}, now: () => 0, random: () => 0, sleep: async () => {} };
  const pacer = new Pacer({ ...nothingToWaitFor, stop: new AbortController().signal });
  await expect(pacer.turn(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

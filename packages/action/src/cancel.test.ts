import { beforeEach, expect, test } from '@jest/globals';
import { type Cancellation, type SignalSource, watchSignals } from './cancel.ts';

/** A process whose clock and signals are ours. */
class FakeProcess implements SignalSource {
  time = 1_000;
  timers: { at: number; then: () => void }[] = [];
  listeners: Record<string, (() => void)[]> = { SIGINT: [], SIGTERM: [] };
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): void {
    this.listeners[signal]?.push(listener);
  }
  now(): number {
    return this.time;
  }
  after(milliseconds: number, then: () => void): void {
    this.timers.push({ at: this.time + milliseconds, then });
  }
  send(signal: string): void {
    for (const listener of this.listeners[signal] ?? []) listener();
  }
  pass(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    for (const { then } of due) then();
  }
}

let runner: FakeProcess;
let firsts: number;
let cancellation: Cancellation;
beforeEach(() => {
  runner = new FakeProcess();
  firsts = 0;
  cancellation = watchSignals(runner, () => firsts++);
});

test('as long as nothing is cancelled there is all the time', () => {
  runner.pass(60_000);
  expect(cancellation.signal.aborted).toBe(false);
  expect(cancellation.leftMs()).toBeUndefined();
});

test.each(['SIGINT', 'SIGTERM'])('%s cancels, once', (signal) => {
  let aborts = 0;
  cancellation.signal.addEventListener('abort', () => aborts++);
  runner.send(signal);
  runner.send('SIGINT');
  runner.send('SIGTERM');
  expect(cancellation.signal.aborted).toBe(true);
  expect([aborts, firsts]).toEqual([1, 1]);
});

test('a command is given up half a second before the runner loses patience', () => {
  runner.send('SIGINT');
  runner.pass(6_999);
  expect(cancellation.giveUp.aborted).toBe(false);
  runner.pass(1);
  expect(cancellation.giveUp.aborted).toBe(true);
  expect(cancellation.leftMs()).toBe(500);
  runner.pass(10_000);
  expect(cancellation.leftMs()).toBe(0);
});

test('a second signal buys no more time', () => {
  runner.send('SIGINT');
  runner.pass(4_000);
  runner.send('SIGTERM');
  expect(cancellation.leftMs()).toBe(3_500);
  runner.pass(3_000);
  expect(cancellation.giveUp.aborted).toBe(true);
});

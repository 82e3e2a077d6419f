import { describe, expect, test } from '@jest/globals';
import { fewAFrame } from './few-a-frame.ts';

/** Frames that come when they are asked to. */
function frames() {
  const asked: (() => void)[] = [];
  return { asked, frame: (next: () => void) => asked.push(next), pass: () => asked.shift()?.() };
}

describe('a few in each frame', () => {
  test('go on in the order in which they came', () => {
    const { frame, pass } = frames();
    const gone: number[] = [];
    const wait = fewAFrame(2, frame);
    for (const n of [1, 2, 3]) wait(() => gone.push(n));
    pass();
    expect(gone).toEqual([1, 2]);
    pass();
    expect(gone).toEqual([1, 2, 3]);
  });

  test('who waits no longer is left out', () => {
    const { frame, pass } = frames();
    const gone: number[] = [];
    const wait = fewAFrame(2, frame);
    const leave = wait(() => gone.push(1));
    wait(() => gone.push(2));
    leave();
    pass();
    expect(gone).toEqual([2]);
  });

  test('no frame is asked for while nobody waits', () => {
    const { asked, frame, pass } = frames();
    const wait = fewAFrame(2, frame);
    wait(() => {});
    wait(() => {});
    expect(asked).toHaveLength(1);
    pass();
    expect(asked).toHaveLength(0);
    wait(() => {});
    expect(asked).toHaveLength(1);
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LogText, linesOf } from '../../provision-trace/log-text.ts';
import { readStream } from './read-stream.ts';

const streamOf = (pieces: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

const read = async (pieces: readonly Uint8Array[]) => {
  const told: LogText[] = [];
  await readStream(streamOf(pieces), (log) => told.push(log));
  return told;
};
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a log that is streamed', () => {
  test('is told piece by piece, and that it has ended', async () => {
    const told = await read([bytes('one\ntw'), bytes('o\nthree')]);
    expect(told.map((log) => [linesOf(log), log.ended])).toEqual([
      [['one', 'tw'], false],
      [['one', 'two', 'three'], false],
      [['one', 'two', 'three'], true],
    ]);
  });

  test('without a line has ended too', async () => {
    expect((await read([])).map((log) => [linesOf(log), log.ended])).toEqual([[[], true]]);
  });

  test('is the same wherever it was cut, within a sign too', async () => {
    const text = fc
      .array(fc.constantFrom('a', '준비', '🚀', '\n', ' '), { maxLength: 20 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(80), { maxLength: 6 }), async (text, cuts) => {
        const whole = bytes(text);
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((to, index) => whole.slice(places[index], to));
        const last = (await read(pieces)).at(-1) as LogText;
        expect(linesOf(last)).toEqual(linesOf((await read([whole])).at(-1) as LogText));
      }),
    );
  });

  test('that breaks off says so, after what there was', async () => {
    let sent = false;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) return controller.error(new TypeError('network'));
        sent = true;
        controller.enqueue(bytes('one\n'));
      },
    });
    const told: LogText[] = [];
    await expect(readStream(broken, (log) => told.push(log))).rejects.toThrow('network');
    expect(told.map(({ lines }) => lines)).toEqual([['one']]);
  });
});

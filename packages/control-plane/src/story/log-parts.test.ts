import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chunkKey, gapLine, logParts, seqOf } from './log-parts.ts';

const NOW = 1_000_000;
const chunk = (seq: number, ageMs = 0) => ({ seq, key: chunkKey('job_a', 1, seq), uploadedAt: NOW - ageMs });
const read = (parts: ReturnType<typeof logParts>) =>
  parts.map((part) => (part.kind === 'gap' ? `${part.from}-${part.to} missing` : part.seq));

describe('the parts of a log', () => {
  test('a key sorts as its number', () => {
    expect(chunkKey('job_a', 2, 7)).toBe('logs/job_a/2/000007');
    expect(seqOf(chunkKey('job_a', 2, 4999))).toBe(4999);
    expect(chunkKey('job_a', 1, 9) < chunkKey('job_a', 1, 10)).toBe(true);
  });

  test('stand in order, whatever order they came in', () => {
    expect(read(logParts([chunk(2), chunk(0), chunk(1)], -1, true, NOW))).toEqual([0, 1, 2]);
  });

  test('of an attempt that has ended: what is missing is marked, at the beginning too', () => {
    expect(read(logParts([chunk(2), chunk(5)], -1, true, NOW))).toEqual(['0-1 missing', 2, '3-4 missing', 5]);
  });

  test('of one that lives: a gap ends them, as it may still be filled', () => {
    expect(read(logParts([chunk(0), chunk(2)], -1, false, NOW))).toEqual([0]);
    expect(read(logParts([chunk(0), chunk(1), chunk(2)], 0, false, NOW))).toEqual([1, 2]);
  });

  test('of one that lives: a gap that was not filled in a minute will not be', () => {
    expect(read(logParts([chunk(0), chunk(2, 60_000)], -1, false, NOW))).toEqual([0, '1-1 missing', 2]);
  });

  test('nothing comes after the last', () => {
    expect(logParts([chunk(0)], 0, true, NOW)).toEqual([]);
    expect(logParts([], -1, true, NOW)).toEqual([]);
  });

  test('a gap says which chunks are missing', () => {
    expect(gapLine(3, 3)).toBe('[log incomplete: chunk 3 is missing]\n');
    expect(gapLine(3, 5)).toBe('[log incomplete: chunks 3 to 5 are missing]\n');
  });

  test('whoever asks again after the last part has read every chunk once, whenever each came', () => {
    const arrivals = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 0 });
    fc.assert(
      fc.property(arrivals, (order) => {
        const seen: (number | string)[] = [];
        let after = -1;
        const ask = (count: number, ended: boolean) => {
          const parts = logParts(
            order.slice(0, count).map((seq) => chunk(seq)),
            after,
            ended,
            NOW,
          );
          seen.push(...read(parts));
          const last = parts.at(-1);
          if (last?.kind === 'chunk') after = last.seq;
        };
        for (let count = 1; count <= order.length; count++) ask(count, false);
        ask(order.length, true);
        expect(seen.filter((part) => typeof part === 'number')).toEqual([...order].sort((a, b) => a - b));
      }),
    );
  });
});

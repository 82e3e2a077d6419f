import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findHits, pieces, stepHit } from './log-search.ts';

describe('looking for something in a log', () => {
  test('finds every place, whatever the letters’ size, and several of a line', () => {
    expect(findHits(['Error: no error', 'fine', 'an ERROR'], 'error')).toEqual([
      { line: 0, from: 0, to: 5 },
      { line: 0, from: 10, to: 15 },
      { line: 2, from: 3, to: 8 },
    ]);
  });

  test('takes signs as they stand, and finds nothing for nothing', () => {
    expect(findHits(['took (2.1 s)', 'took 211 s'], '(2.1')).toEqual([{ line: 0, from: 5, to: 9 }]);
    expect(findHits(['a'], '')).toEqual([]);
    expect(findHits(['a\\b|c'], '\\b|')).toHaveLength(1);
  });

  test('every hit is what was looked for, at its place', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', '.', '*', '(', '-', '/', '가'),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(fc.array(word).map((parts) => parts.join(''))), word, (lines, text) => {
        const hits = findHits(lines, text);
        for (const { line, from, to } of hits) expect(lines[line]?.slice(from, to)).toBe(text);
        expect(hits.length).toBe(lines.reduce((sum, line) => sum + line.split(text).length - 1, 0));
      }),
    );
  });

  test('one goes from place to place, round and round', () => {
    expect([stepHit(3, null, 1), stepHit(3, 0, 1), stepHit(3, 2, 1), stepHit(3, 0, -1), stepHit(3, null, -1)]).toEqual([
      0, 1, 0, 2, 2,
    ]);
    expect(stepHit(0, null, 1)).toBe(-1);
    // The log was changed for a shorter one.
    expect(stepHit(2, 5, 1)).toBe(0);
  });

  test('the pieces of a line make the line again', () => {
    const line = 'Error: no error';
    const cut = pieces(line, findHits([line], 'error'));
    expect(cut.map(({ text, hit }) => [text, hit !== null])).toEqual([
      ['Error', true],
      [': no ', false],
      ['error', true],
    ]);
    expect(pieces('', [])).toEqual([]);
  });
});

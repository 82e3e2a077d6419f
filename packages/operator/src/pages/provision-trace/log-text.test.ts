import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_LOG, joinLog, type LogText, linesOf, plain } from './log-text.ts';

const part = (after: number, text: string, lastSeq = after + 1) => ({ after, text, lastSeq, ended: false });

describe('a log that is read piece by piece', () => {
  test('joins lines that were cut between two pieces', () => {
    const log = joinLog(joinLog(EMPTY_LOG, part(-1, 'one\ntw')), part(0, 'o\nthree'));
    expect(linesOf(log)).toEqual(['one', 'two', 'three']);
    expect(log).toMatchObject({ lines: ['one', 'two'], tail: 'three', lastSeq: 1 });
  });

  test('tells nothing twice: an answer to an older question is left out', () => {
    const first = joinLog(EMPTY_LOG, part(-1, 'one\n'));
    expect(joinLog(first, part(-1, 'one\n'))).toBe(first);
    const second = joinLog(first, part(0, 'two\n'));
    expect(joinLog(second, part(0, 'two\n'))).toBe(second);
    expect(linesOf(second)).toEqual(['one', 'two']);
  });

  test('stands still where nothing new came, but for its end', () => {
    const log = joinLog(EMPTY_LOG, part(-1, 'one\n'));
    expect(joinLog(log, { after: 0, text: '', lastSeq: 0, ended: true })).toEqual({ ...log, ended: true });
    expect(linesOf(EMPTY_LOG)).toEqual([]);
  });

  test('is the same however it was cut, and whatever came twice', () => {
    const text = fc.array(fc.constantFrom('a', 'b c', '\n', '\r\n', '\u001b[31mred\u001b[0m', '\r'), { maxLength: 40 });
    fc.assert(
      fc.property(text, fc.array(fc.tuple(fc.nat(60), fc.boolean()), { maxLength: 8 }), (words, cuts) => {
        const whole = words.join('');
        const places = [...new Set(cuts.map(([place]) => Math.min(place, whole.length)))].sort((a, b) => a - b);
        const chunks = [0, ...places].map((from, index) => whole.slice(from, places[index] ?? whole.length));
        let log: LogText = EMPTY_LOG;
        for (const [seq, chunk] of chunks.entries()) {
          log = joinLog(log, part(seq - 1, chunk));
          if (cuts[seq]?.[1]) log = joinLog(log, part(seq - 1, chunk));
        }
        expect(linesOf(log)).toEqual(linesOf(joinLog(EMPTY_LOG, part(-1, whole))));
      }),
    );
  });
});

describe('a line', () => {
  test.each([
    ['\u001b[1;31merror:\u001b[0m no room', 'error: no room'],
    ['\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007', 'link'],
    ['\u001b]0;title\u001b\\text', 'text'],
    ['10 %\r50 %\r100 %', '100 %'],
    ['with a carriage return\r', 'with a carriage return'],
    ['a\u0000b\u0008c\td', 'abc\td'],
    ['\u001b(Bplain\u001b[K', 'plain'],
    ['서버 준비 🚀', '서버 준비 🚀'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('%j is shown as %j', (line, shown) => expect(plain(line)).toBe(shown));

  test('has no control characters left, whatever was in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (line) => {
        expect(plain(line)).not.toMatch(/(?!\t)\p{Cc}/u);
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cutSummary, duration, escaped, escapedLines, link, money, SUMMARY_ROOM, section, table } from './summary.ts';

describe('a table', () => {
  test('has a line for each row, and cells that are text only', () => {
    expect(
      table(
        ['node', 'cost'],
        [
          ['sg-s-7k2m9qxa', '1|2'],
          ['<b>*x*</b>', 3],
        ],
      ),
    ).toBe('| node | cost |\n| --- | --- |\n| sg-s-7k2m9qxa | 1\\|2 |\n| &lt;b>\\*x\\*&lt;/b> | 3 |\n');
  });

  test('has as many cells in each line as its head, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), { minLength: 1 }), (rows) => {
        const lines = table(['a', 'b', 'c'], rows)
          .trimEnd()
          .split(/\r\n|\r|\n/);
        expect(lines).toHaveLength(rows.length + 2);
        // A border is one that no odd number of backslashes stands before.
        for (const line of lines) expect(line.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(4);
      }),
    );
  });

  test('without rows is nothing, and neither is a section with nothing in it', () => {
    expect(table(['a'], [])).toBe('');
    expect(section('Resources', '', table(['a'], []))).toBe('');
    expect(section('Resources', 'One.', 'Two.')).toBe('### Resources\n\nOne.\n\nTwo.\n');
  });
});

test.each([
  ['job_01abc is left as it is', 'job_01abc is left as it is'],
  ['_so_', '\\_so\\_'],
  ['# no heading', '\\# no heading'],
  ['1. no list', '1\\. no list'],
  ['12.34 EUR', '12.34 EUR'],
  ['two\r\nlines', 'two lines'],
  ['[a](javascript:b)', '\\[a\\](javascript:b)'],
  ['a & b < c', 'a &amp; b &lt; c'],
])('%j is written as %j', (text, written) => {
  expect(escaped(text)).toBe(written);
});

test('a list stays one, with its lines as they are', () => {
  expect(escapedLines('Two:\n- a: <b>\n- *c*\n')).toBe('Two:\n- a: &lt;b>\n- \\*c\\*');
});

test('a link leads to addresses of http only', () => {
  expect(link('the run', 'https://host/a b')).toBe('[the run](<https://host/a%20b>)');
  expect(link('the [run]', 'javascript:alert(1)')).toBe('the \\[run\\]');
  expect(link('the run', 'none')).toBe('the run');
});

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [1_000, '1.0 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 00 s'],
  [245_000, '4 min 05 s'],
  [3_599_600, '1 h 00 min'],
  [7_620_000, '2 h 07 min'],
])('%d ms are shown as %s', (milliseconds, shown) => {
  expect(duration(milliseconds)).toBe(shown);
});

test('money has two digits, and more for a price an hour', () => {
  expect(money(12.3, 'EUR')).toBe('12.30 EUR');
  expect(money(0.0061, 'EUR', 4)).toBe('0.0061 EUR');
});

describe('a summary that is too long', () => {
  test('is cut at a line, says so, and has room where GitHub counts bytes', () => {
    const cut = cutSummary('zwölf Boxkämpfer\n'.repeat(80_000));
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1024 * 1024);
    expect(cut).toMatch(/zwölf Boxkämpfer\n\n_The rest is left out.*_\n$/);
    expect(Buffer.byteLength(cut)).toBeGreaterThan(1024 * 1024 - 40);
  });

  test('is cut to its note where there is no line that fits, or no room at all', () => {
    expect(cutSummary('x'.repeat(SUMMARY_ROOM + 1))).toMatch(/^\n\n_The rest/);
    expect(cutSummary('line\nline\n', 0)).toMatch(/^\n\n_The rest/);
  });

  test('is as it was where it fits', () => {
    expect(cutSummary('x'.repeat(SUMMARY_ROOM))).toHaveLength(SUMMARY_ROOM);
  });
});

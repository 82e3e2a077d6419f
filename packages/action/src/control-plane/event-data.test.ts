import { expect, test } from '@jest/globals';
import { TRACE_DATA_MAX_BYTES, TraceData } from '@prego/contracts';
import fc from 'fast-check';
import { cutText, fitted, leavingData } from './event-data.ts';

const anyData = fc.dictionary(fc.string(), fc.jsonValue());
const long = fc.string({ unit: 'binary', minLength: 0, maxLength: 9_000 });
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test('whatever is told fits, and what fits is not touched', () => {
  fc.assert(
    fc.property(anyData, fc.dictionary(fc.string(), long), (small, large) => {
      const data = { ...small, ...large };
      const result = fitted(data);
      expect(bytes(result)).toBeLessThanOrEqual(TRACE_DATA_MAX_BYTES);
      if (bytes(data) <= TRACE_DATA_MAX_BYTES) expect(result).toBe(data);
      else expect(result.shortened).toBe(true);
    }),
  );
});

test('the control plane takes what is cut, and an error keeps its code and its first words', () => {
  fc.assert(
    fc.property(long, long, fc.array(fc.integer(), { maxLength: 3_000 }), (message, remedy, numbers) => {
      const data = { error_code: 'STACK_LOCKED', error_message: `It is held. ${message}`, remedy, numbers };
      const result = fitted(data);
      expect(TraceData.safeParse(result).success).toBe(true);
      expect(result.error_code).toBe('STACK_LOCKED');
      expect(result.error_message).toMatch(/^It is held\./);
    }),
  );
});

test('a text is cut between characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 2, max: 20 }), (text, length) => {
      const cut = cutText(text.toWellFormed(), length);
      expect(cut.isWellFormed()).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(length);
    }),
  );
});

test('secrets are masked at any depth, in names too', () => {
  const masked = (text: string) => text.replaceAll('hunter2', '***');
  const data = { list: [{ deep: 'pass hunter2' }], hunter2: 'as a name', when: new Date(0), number: 1 };
  expect(leavingData(data, masked)).toEqual({
    list: [{ deep: 'pass ***' }],
    '***': 'as a name',
    when: '1970-01-01T00:00:00.000Z',
    number: 1,
  });
});

import { describe, expect, test } from '@jest/globals';
import { idIn, targetsOf } from './what-is.ts';

const kinds = (text: string) => targetsOf(text).map(({ kind, id }) => `${kind} ${id}`);

describe('what was pasted', () => {
  test.each([
    ['job_01jd2r0000000000000000000a', ['job job_01jd2r0000000000000000000a']],
    [' trace_01jd2r \n', ['trace trace_01jd2r']],
    ['sg-s-7k2m9qxa', ['node sg-s-7k2m9qxa']],
    ['eu-d-7k2m9qxa-redis', ['node eu-d-7k2m9qxa-redis']],
    ['dec_01jd2r0000000000000000000a', ['decision dec_01jd2r0000000000000000000a']],
    ['lib_01jd2r0000000000000000000a', ['provisioning lib_01jd2r0000000000000000000a']],
    ['acme', ['tenant acme']],
    ['Acme_Co-1', ['tenant Acme_Co-1']],
    ['', []],
    ['acme.prego.example', []],
    ['-acme', []],
  ])('%j leads to %j', (text, expected) => expect(kinds(text)).toEqual(expected));

  test('an id is found within a link, a sentence or a line of a log', () => {
    expect(kinds('https://prego.example/cp/provision-trace?job_id=job_abc&trace_id=trace_abc')).toEqual([
      'trace trace_abc',
      'job job_abc',
    ]);
    expect(kinds('My reference is "trace_abc".')).toEqual(['trace trace_abc']);
    expect(kinds('prego/provisioning: job_abc attempt 2 on sg-s-7k2m9qxa failed')).toEqual([
      'job job_abc',
      'node sg-s-7k2m9qxa',
    ]);
  });
});

test('an id of one kind is found among others, or not at all', () => {
  const line = 'job_abc of trace_abc on sg-s-7k2m9qxa';
  expect(idIn('job', line)).toBe('job_abc');
  expect(idIn('trace', line)).toBe('trace_abc');
  expect(idIn('node', line)).toBe('sg-s-7k2m9qxa');
  expect(idIn('tenant', line)).toBeUndefined();
  expect(idIn('tenant', ' acme ')).toBe('acme');
});

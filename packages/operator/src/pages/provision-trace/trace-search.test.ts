import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idsOf } from './ids-of.ts';
import { traceSearch } from './trace-search.ts';

describe('the ids of a story', () => {
  test.each([
    ['each in its field', 'job_a', 'trace_a', { job_id: 'job_a', trace_id: 'trace_a' }],
    ['one alone', ' job_a ', '', { job_id: 'job_a' }],
    ['a trace among the jobs, before an older one', 'trace_new', 'trace_old', { trace_id: 'trace_new' }],
    ['a job among the traces, before an older one', 'job_old', 'job_new', { job_id: 'job_new' }],
    ['the two the wrong way round', 'trace_a', 'job_a', { job_id: 'job_a', trace_id: 'trace_a' }],
    [
      'a link over an older trace',
      'https://cp.example/cp/provision-trace?job_id=job_b&trace_id=trace_b',
      'trace_old',
      { job_id: 'job_b', trace_id: 'trace_b' },
    ],
    ["a customer's sentence", '', 'My reference is "trace_c".', { trace_id: 'trace_c' }],
    ['nothing of the kind', 'acme', 'sg-s-7k2m9qxa', {}],
  ])('%s', (_, job, trace, ids) => expect(idsOf(job, trace)).toEqual(ids));
});

describe('the address of the page', () => {
  test('says the same as was put in', () => {
    const search = {
      ...{ job_id: 'job_a', trace_id: 'trace_a', attempt: 2, span: 'prego_ui_step_04', finer: 'yes' },
      ...{ show: 'failed', q: 'redis', every: 'yes', log_q: 'error' },
    } as const;
    expect(traceSearch({ ...search, attempt: '2' })).toEqual(search);
    expect(traceSearch(search)).toEqual(search);
  });

  test('keeps an id that is none for its field, and understands one under the other name', () => {
    expect(traceSearch({ job_id: 'acme' })).toEqual({ job_id: 'acme' });
    expect(traceSearch({ job_id: 'trace_a' })).toEqual({ trace_id: 'trace_a' });
  });

  test('keeps what is being typed as it stands', () => {
    expect(traceSearch({ q: 'redis ', log_q: ' in' })).toEqual({ q: 'redis ', log_q: ' in' });
  });

  test('never breaks on nonsense', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('job_id', 'attempt', 'show', 'finer', 'every', 'q'), fc.anything()),
        (raw) => {
          const { attempt, show, finer } = traceSearch(raw);
          expect(attempt === undefined || (Number.isInteger(attempt) && attempt > 0)).toBe(true);
          expect([undefined, 'steps', 'finer', 'failed']).toContain(show);
          expect([undefined, 'yes', 'no']).toContain(finer);
        },
      ),
      { examples: [[{ attempt: { toString: '' } }]] },
    );
    expect(traceSearch({ attempt: '0', show: 'some', q: ' ' })).toEqual({});
  });
});

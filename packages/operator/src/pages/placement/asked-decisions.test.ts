import { describe, expect, test } from '@jest/globals';
import { askable, askedFor } from './asked-decisions.ts';

const DECISION = `dec_${'0'.repeat(26)}`;

describe('a pasted text', () => {
  test('asks for the decisions of the id in it', () => {
    expect(askedFor(' acme ')).toEqual({ tenant_id: 'acme' });
    expect(askedFor('job_01jabc')).toEqual({ job_id: 'job_01jabc' });
    expect(askedFor(`https://cp.example/cp/placement?job_id=job_1&decision_id=${DECISION}`)).toEqual({
      decision_id: DECISION,
    });
    expect(askedFor('job job_01jabc has failed')).toEqual({ job_id: 'job_01jabc' });
  });

  test('asks for nothing where there is no id of such a thing', () => {
    for (const text of ['', 'trace_1', 'sg-s-2222bbbb', 'hello there']) expect(askedFor(text)).toBeUndefined();
  });
});

describe('an address', () => {
  test('is asked for as it stands where its ids are such', () => {
    const search = { tenant_id: 'acme', job_id: 'job_1', decision_id: DECISION };
    expect(askable(search)).toEqual({ asked: search, wrong: undefined });
    expect(askable({})).toEqual({ asked: {}, wrong: undefined });
  });

  test.each([
    ['tenant_id', '-acme'],
    ['job_id', 'about job_1'],
    ['decision_id', 'dec_1'],
  ])('says that its %s is none', (name, value) => {
    expect(askable({ [name]: value })).toEqual({ asked: {}, wrong: value });
  });
});

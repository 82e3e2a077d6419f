import { describe, expect, test } from '@jest/globals';
import { failureText } from '../ui/failure-text.ts';
import { ApiFailure, failureOf, failureOfBody, mayPass, unreachable } from './failure.ts';

const WORDS = {
  notReached: 'nobody there',
  httpStatus: (status: number) => `status ${status}`,
  noBody: 'empty',
  notJson: 'a page',
};
const refused = { error: { code: 'move_refused', message: 'It is ready.', docs: 'd', request_id: 'r1' } };

describe('an answer that is no success', () => {
  test('is the control plane’s own, with its code and request', async () => {
    const failure = await failureOf(
      new Response(JSON.stringify(refused), { status: 409, headers: { 'retry-after': '7' } }),
    );
    expect(failure).toMatchObject({
      ...{ code: 'move_refused', message: 'It is ready.', status: 409, requestId: 'r1', retryAfterS: 7 },
    });
    expect(failureText(failure, WORDS)).toBe('It is ready.');
  });

  test.each(['<html>', '', '{"error":"down"}'])('or somebody’s before it: %j', async (text) => {
    const failure = await failureOf(new Response(text, { status: 502 }));
    expect(failure).toMatchObject({ code: 'http_502', status: 502 });
    expect(failureText(failure, WORDS)).toBe('status 502');
  });
});

test('a page instead of an answer is told, an answer that broke off is nobody there, and what was given up stays so', () => {
  expect(failureText(failureOfBody(new SyntaxError('Unexpected token <')) as Error, WORDS)).toBe('a page');
  expect(failureText(failureOfBody(new TypeError('network error')) as Error, WORDS)).toBe('nobody there');
  const givenUp = new DOMException('left', 'AbortError');
  expect(failureOfBody(givenUp)).toBe(givenUp);
});

test('what nobody answered, what was too much and what broke may do better a moment later; a refusal does not', () => {
  expect([unreachable(), new ApiFailure('rate_limited', '', 429), new ApiFailure('x', '', 503)].every(mayPass)).toBe(
    true,
  );
  expect([new ApiFailure('forbidden', '', 403), new Error('ours')].some(mayPass)).toBe(false);
});

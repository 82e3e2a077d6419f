import { describe, expect, jest, test } from '@jest/globals';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';
import { ConfigError } from '../config.ts';
import { answerError } from './answer-error.ts';
import type { RequestLog } from './request-log.ts';

/** What a route that throws this answers, and the lines that it logs as errors. */
async function thrown(error: unknown) {
  const log = { error: jest.fn() };
  const app = new Hono<AppEnv>();
  app.use(async (c, next) => {
    c.set('log', log as unknown as RequestLog);
    c.set('request_id', 'the-request');
    await next();
  });
  app.get('/', () => {
    throw error;
  });
  app.onError(answerError);
  const response = await app.request('/');
  return { status: response.status, body: await response.json(), logged: log.error.mock.calls as unknown[][] };
}

const d1 = (message: string) =>
  new DrizzleQueryError('select ? from jobs', ['a-token-hash'], new Error(`D1_ERROR: ${message}`));

describe('what went wrong is answered by', () => {
  test.each([
    ['its own code, for a refusal', new ApiError('slug_taken', 'No.'), 409, 'slug_taken', 0],
    ['its own code, for a refusal of ours with a 5xx', new ApiError('no_seat', 'None.'), 503, 'no_seat', 0],
    [
      'invalid_request, for malformed JSON',
      new HTTPException(400, { message: 'Malformed JSON in request body' }),
      400,
      'invalid_request',
      0,
    ],
    ['payload_too_large, as hono says it', new HTTPException(413), 413, 'payload_too_large', 0],
    ['unavailable, for a wrong setting', new ConfigError('GATEWAY_KEY is "x"'), 503, 'unavailable', 1],
    [
      'unavailable, for a D1 with too much to do',
      d1('D1 DB is overloaded. Too many requests queued.'),
      503,
      'unavailable',
      1,
    ],
    ['unavailable, for a D1 that lost its connection', d1('Network connection lost.'), 503, 'unavailable', 1],
    ['unavailable, for a D1 without our tables', d1('no such table: tenants: SQLITE_ERROR'), 503, 'unavailable', 1],
    ['internal_error, for a query that is wrong', d1('near "slect": syntax error'), 500, 'internal_error', 1],
    ['internal_error, for what hono cannot', new HTTPException(500, { message: 'secret' }), 500, 'internal_error', 1],
    [
      'internal_error, for anything else',
      new TypeError("Cannot read properties of undefined (reading 'x')"),
      500,
      'internal_error',
      1,
    ],
  ])('%s', async (_, error, status, code, lines) => {
    const answer = await thrown(error);
    expect(answer).toMatchObject({ status, body: { error: { code, request_id: 'the-request' } } });
    expect(answer.logged).toHaveLength(lines);
  });
});

describe('an internal error', () => {
  const secret = 'reading-the-secret-of-acme';
  test('says nothing of itself, and is logged with the place where it was thrown', async () => {
    const { body, logged } = await thrown(new TypeError(secret));
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(JSON.stringify(body)).not.toMatch(/\bat \S+:\d+/);
    expect(logged[0]?.[1]).toMatchObject({
      error: `TypeError: ${secret}`,
      stack: expect.stringContaining('answer-error.test.ts'),
    });
  });

  test('of a query keeps what was bound to it out of the log', async () => {
    const { logged } = await thrown(d1('no such column: x'));
    expect(logged[0]?.[1]).toMatchObject({
      error: 'Error: D1_ERROR: no such column: x',
      query: 'select ? from jobs',
    });
    expect(JSON.stringify(logged)).not.toContain('a-token-hash');
  });
});

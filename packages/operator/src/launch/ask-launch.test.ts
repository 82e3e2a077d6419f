import { expect, test } from '@jest/globals';
import type { LaunchView } from '@prego/contracts';
import { outcomeOf } from './ask-launch.ts';
import type { Outcome } from './launch-state.ts';

const DATE = 'Sat, 21 Nov 2026 13:00:00 GMT';
const view = { status: 'open', lines: [], poll_after_s: 60 } as unknown as LaunchView;
const refusal = JSON.stringify({ error: { code: 'unauthorized', message: '', docs: '', request_id: 'r' } });
const PORTAL = '<html>Sign in to the Wi-Fi</html>';

test.each<[string, string | null, ResponseInit, Outcome]>([
  [
    'the view',
    JSON.stringify(view),
    { status: 200, headers: { etag: '"a"', date: DATE } },
    { kind: 'view', view, etag: '"a"', date: DATE },
  ],
  ['304', null, { status: 304, headers: { date: DATE } }, { kind: 'same', date: DATE }],
  ['an expired link', refusal, { status: 401, headers: { date: DATE } }, { kind: 'refused', date: DATE }],
  ['a tenant that is gone', refusal, { status: 404 }, { kind: 'refused', date: null }],
  ['a limit', refusal, { status: 429, headers: { 'retry-after': '60' } }, { kind: 'limited', retryAfterS: 60 }],
  ['a limit that says nothing', '', { status: 429 }, { kind: 'limited', retryAfterS: undefined }],
  ['a failure', refusal, { status: 503 }, { kind: 'trouble' }],
  ["a hotel's sign-in page in its place", PORTAL, { status: 200 }, { kind: 'trouble' }],
  ["a hotel's refusal in its place", PORTAL, { status: 403 }, { kind: 'trouble' }],
  ['JSON of somebody else', 'null', { status: 200 }, { kind: 'trouble' }],
  ['a status that this page does not know', '{"status":"new","lines":[]}', { status: 200 }, { kind: 'trouble' }],
])('%s is taken for what it is', async (_, body, init, outcome) => {
  expect(await outcomeOf(new Response(body, init))).toEqual(outcome);
});

test('an answer that breaks off is an error', async () => {
  const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('network error')) });
  await expect(outcomeOf(new Response(body, { status: 200 }))).rejects.toThrow('network error');
});

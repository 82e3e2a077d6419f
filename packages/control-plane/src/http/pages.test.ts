import { beforeAll, expect, jest, test } from '@jest/globals';
import { controlPlane } from '../app.ts';

// The Worker's log.
beforeAll(() => {
  for (const level of ['info', 'error'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
});

/** A Worker that has neither settings nor D1, and these files. */
const ask = async (path: string, files: Record<string, string>) => {
  const ASSETS = {
    fetch: async (url: URL) => {
      const text = files[url.pathname];
      return new Response(text ?? '', { status: text === undefined ? 404 : 200, headers: { etag: '"1"' } });
    },
  };
  const answer = await controlPlane().request(path, {}, { ASSETS });
  return { status: answer.status, text: await answer.text() };
};

test('a page needs neither settings nor D1', async () => {
  const files = { '/index.html': '<!doctype html>shell', '/launch.html': '<!doctype html>launch' };
  expect(await ask('https://prego.test/cp/tenant?id=1', files)).toEqual({ status: 200, text: files['/index.html'] });
  expect(await ask('https://prego.test/launch', files)).toEqual({ status: 200, text: files['/launch.html'] });
  expect((await ask('https://prego.test/healthz', files)).status).toBe(503);
});

test('a page that was not built is unavailable, and says so', async () => {
  const { status, text } = await ask('https://prego.test/launch', { '/index.html': '' });
  expect(status).toBe(503);
  expect(JSON.parse(text).error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('The console has no launch.html'),
  });
});

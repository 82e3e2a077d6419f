import { beforeAll, describe, expect, test } from '@jest/globals';
import { ErrorBody } from '@prego/contracts';
import { ACCESS, PAGE_ACCESS } from '../auth/access.ts';
import { ControlPlane, TEST_VARS } from '../testing/control-plane.ts';
import { PAGE_POLICY, policyOf, SECURE_HEADERS } from '../testing/page-headers.ts';
import { launchToken, seedJob, seedTenant } from '../testing/story-rows.ts';

let cp: ControlPlane;
beforeAll(async () => {
  cp = await ControlPlane.start();
});

/** As a browser asks that has no credential, and follows nothing by itself. */
async function ask(path: string, init: { method?: string; headers?: Record<string, string> } = {}) {
  const { status, headers, text } = await cp.harness
    .fetch(path, { redirect: 'manual', ...init })
    .then(async (response) => ({ ...pick(response), text: await response.text() }));
  return { status, headers: Object.fromEntries(headers), text };
}
const pick = ({ status, headers }: Response) => ({ status, headers });

const SHELL = [
  ...['/cp', '/cp/', '/cp/infra', '/cp/provision-trace?job_id=job_1&trace_id=trace_1', '/cp/a/b.html', '/cp/..%2fx'],
  ...['/library', '/library/template/1'],
];
const PAGES = [...SHELL, '/launch'];

/** What a page's tags name, of which all lies here. */
const filesOf = (page: string): string[] => [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name ?? '');

describe('a page', () => {
  test.each(PAGES)('%s is there for everybody, and is asked for each time', async (path) => {
    const { status, headers, text } = await ask(path);
    expect(status).toBe(200);
    expect(text).toBe((await ask(path.startsWith('/launch') ? '/launch' : '/cp')).text);
    expect(text).toMatch(/^<!doctype html>/i);
    expect(headers).toMatchObject({
      ...SECURE_HEADERS,
      'content-type': 'text/html; charset=UTF-8',
      'cache-control': 'no-cache',
    });
    expect(policyOf(headers)).toEqual(PAGE_POLICY);
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test('is another for customers than for operators', async () => {
    expect((await ask('/launch')).text).not.toBe((await ask('/cp')).text);
  });

  test('has no script or style of its own, and names files that are there', async () => {
    for (const path of ['/cp', '/launch']) {
      const { text } = await ask(path);
      expect(text).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|javascript:/i);
      const files = filesOf(text);
      expect(files.filter((file) => /^\/assets\/.+\.js$/.test(file))).not.toEqual([]);
      for (const file of files) expect({ file, status: (await ask(file)).status }).toEqual({ file, status: 200 });
    }
  });

  test('is told to be the same by its tag', async () => {
    for (const path of ['/cp/tenant', '/launch']) {
      const { etag = '' } = (await ask(path)).headers;
      expect(etag).toMatch(/^(W\/)?"\w+"$/);
      // An edge that compresses makes it a weak one on its way.
      expect((await ask(path, { headers: { 'if-none-match': `W/${etag.replace('W/', '')}` } })).status).toBe(304);
      const again = await ask(path, { headers: { 'if-none-match': etag } });
      expect(again).toMatchObject({
        status: 304,
        text: '',
        headers: { ...SECURE_HEADERS, etag, 'cache-control': 'no-cache' },
      });
      expect((await ask(path, { headers: { 'if-none-match': '"another"' } })).status).toBe(200);
    }
    expect((await ask('/launch')).headers.etag).not.toBe((await ask('/cp')).headers.etag);
  });

  test.each(PAGES)('%s answers HEAD with the same headers', async (path) => {
    const [got, head] = [await ask(path), await ask(path, { method: 'HEAD' })];
    expect(head).toMatchObject({ status: 200, text: '' });
    for (const name of ['etag', 'content-type', 'cache-control', 'content-security-policy']) {
      expect(head.headers[name]).toBe(got.headers[name]);
    }
  });

  test('takes nothing', async () => {
    for (const path of ['/', '/cp', '/cp/infra', '/launch', '/library/x']) {
      const { status, headers, text } = await ask(path, { method: 'POST' });
      expect({ status, allow: headers.allow, code: ErrorBody.parse(JSON.parse(text)).error.code }).toEqual({
        ...{ status: 405, allow: 'GET', code: 'method_not_allowed' },
      });
    }
  });

  test('of no path is the console’s first', async () => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await ask('/', { method });
      expect({ status, location: headers.location }).toEqual({ status: 302, location: '/cp/infra' });
    }
  });

  test.each(['/cp', '/cp/tenant?id=acme'])('%s is one line of the log', async (path) => {
    cp.lines();
    await ask(path);
    expect(cp.lines()).toEqual([
      expect.objectContaining({ message: 'request', route: '/cp/*', status: 200, caller: 'open' }),
    ]);
  });
});

describe('a file', () => {
  test('whose name is its content’s is kept for a year, and another is asked for each time', async () => {
    const files = [...filesOf((await ask('/cp')).text), ...filesOf((await ask('/launch')).text)];
    const hashed = files.filter((file) => file.startsWith('/assets/'));
    for (const file of hashed) {
      expect(file).toMatch(/-[\w-]{6,}\.\w+$/);
      expect((await ask(file)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
    for (const file of ['/theme.js', '/favicon.svg']) {
      const { headers } = await ask(file);
      expect(headers['cache-control']).toBe('public, max-age=0, must-revalidate');
      expect((await ask(file, { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(304);
    }
  });

  test('has the headers of a page', async () => {
    for (const file of ['/theme.js', '/favicon.svg', ...filesOf((await ask('/cp')).text)]) {
      const { headers } = await ask(file);
      expect(headers).toMatchObject(SECURE_HEADERS);
      expect(policyOf(headers)).toEqual(PAGE_POLICY);
    }
  });

  test.each([
    ...['/index.html', '/launch.html', '/index', '/index.html?a=b', '/index.html/', '/INDEX.HTML', '/launch/'],
    ...['/_headers', '/.assetsignore', '/.made-from', '/assets', '/assets/', '/assets/gone-AAAAAAAA.js'],
  ])('%s is none, and is answered by the API, to be kept by nobody', async (path) => {
    const { status, headers, text } = await ask(path);
    expect({ status, code: ErrorBody.parse(JSON.parse(text)).error.code }).toEqual({ status: 404, code: 'not_found' });
    expect(headers['cache-control']).toBe('no-store');
  });

  test('that is asked for by another spelling of a page is not shown by that', async () => {
    for (const path of ['/%69ndex.html', '/index%2ehtml', '/assets/..%2findex.html']) {
      const { status, text } = await ask(path);
      expect([307, 404]).toContain(status);
      expect(text).not.toContain('<script');
    }
  });
});

describe('the API', () => {
  test.each(['/internal/none', '/v1/none', '/v1', '/internal', '/none', '/cpx', '/launchx', '/librarian', '/CP'])(
    'answers %s as ever: there is no such route',
    async (path) => {
      for (const accept of ['application/json', 'text/html,application/xhtml+xml']) {
        const { status, headers, text } = await ask(path, { headers: { accept, 'sec-fetch-mode': 'navigate' } });
        expect({ status, code: ErrorBody.parse(JSON.parse(text)).error.code }).toEqual({
          ...{ status: 404, code: 'not_found' },
        });
        expect(headers['content-security-policy']).not.toContain('script-src');
      }
    },
  );

  test('answers nothing that may be kept, but Launch to the customer’s own browser, which asks each time', async () => {
    await seedTenant(cp);
    await seedJob(cp);
    const launch = await launchToken();
    for (const [method, path] of ACCESS.filter(([method]) => method === 'GET')) {
      if (PAGE_ACCESS.some(([, page]) => page === path)) continue;
      const token = path === '/v1/launch' ? launch : TEST_VARS.INTERNAL_API_KEY;
      const { headers } = await ask(path.replace(/\{\w+\}/g, '1'), {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      const kept = path === '/v1/launch' ? 'private, no-cache' : 'no-store';
      expect({ path, kept: headers['cache-control'] }).toEqual({ path, kept });
      expect(headers['content-security-policy']).not.toContain('script-src');
    }
  });
});

import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ErrorBody } from '@prego/contracts';
import type { Browser } from 'playwright-core';
import { until } from '../../testing/poll.ts';
import { expectNoAxeViolations } from './axe.ts';
import { cutNetwork, failApi, holdApi } from './broken-network.ts';
import { launchChromium } from './launch-chromium.ts';
import { expectNoSidewaysScroll } from './sideways-scroll.ts';
import { KEY_NAME } from './sign-in.ts';
import { openPage, withPage } from './with-page.ts';

/** A site with a policy as strict as the console's; `/page?…` holds what the test puts into it. */
let server: Server;
let origin: string;
let browser: Browser;
beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', origin);
    if (pathname === '/api') return response.end('"fine"');
    if (pathname !== '/page') return response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    response.setHeader('content-type', 'text/html');
    response.setHeader('content-security-policy', "default-src 'self'; style-src 'unsafe-inline'");
    response.end(pageAround(searchParams.get('body') ?? ''));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  server.close();
});

const pageAround = (body: string) =>
  `<!doctype html><html lang="en"><head><title>A page</title><meta name="viewport" content="width=device-width">
  <style>body { background: light-dark(#fff, #000); color: light-dark(#000, #fff); color-scheme: light dark }</style></head>
  <body><main><h1>A page</h1>${body}</main></body></html>`;

const pathOf = (body: string) => `/page?body=${encodeURIComponent(body)}`;

/** What the failures below have kept. */
const kept = new Set<string>();
afterAll(async () => {
  for (const folder of kept) await rm(folder, { recursive: true });
});

/** What a test fails with that does `body` on a page of the site. */
async function failureOf(body: Parameters<typeof withPage>[3]): Promise<string> {
  try {
    await withPage(browser, origin, {}, body);
    return '';
  } catch (error) {
    const { message } = error as Error;
    kept.add(dirname(message.split('\n').at(-1) ?? ''));
    return message;
  }
}

describe('a page fails its test', () => {
  test('not where it is as it should be', async () => {
    expect(await failureOf(async ({ page }) => void (await page.goto(pathOf('<p>Well.</p>'))))).toBe('');
  });

  test.each([
    ['a console error', "console.error('oh')", /^console error: oh/m],
    ['a console warning', "console.warn('hm')", /^console warning: hm/m],
    ['an uncaught error', "setTimeout(() => { throw new Error('thrown') })", /^page error: Error: thrown/m],
    ['an unhandled rejection', "void Promise.reject(new Error('rejected'))", /^page error: Error: rejected/m],
    ['a refused request', "fetch('/nowhere')", /^GET \/nowhere answered 404$/m],
    [
      'a request to another origin',
      "location.href = 'http://localhost:9/x'",
      /^another origin: GET http:\/\/localhost:9\/x$/m,
    ],
  ])('for %s', async (_what, script, line) => {
    const message = await failureOf(async ({ page, watch }) => {
      await page.goto(pathOf(''));
      // Where the script leads away from the page, its answer is lost with the page.
      await page.evaluate(`void (() => { ${script} })()`).catch(() => undefined);
      await until('it to be noted', () => (watch.problems.length > 0 ? true : undefined));
    });
    expect(message).toMatch(line);
  });

  test('for an inline script, which the policy refuses', async () => {
    const message = await failureOf(async ({ page }) => {
      await page.goto(pathOf('<script>document.title = "ran"</script>'));
      expect(await page.title()).toBe('A page');
    });
    expect(message).toMatch(/^policy violation: script-src-elem refused inline/m);
  });

  test('for what it does itself, with a picture and the source of the page at hand', async () => {
    const message = await failureOf(async ({ page }) => {
      await page.goto(pathOf('<p>Seen.</p>'));
      throw new Error('not as expected');
    });
    expect(message).toMatch(/^not as expected\nat http/);
    const [picture, source] = message.split('\n').slice(-2);
    expect([picture, source].map((path) => existsSync(path ?? ''))).toEqual([true, true]);
  });

  test('not for what the test has announced', async () => {
    const message = await failureOf(async ({ page, watch }) => {
      watch.allow(/^GET \/nowhere answered 404$/);
      await page.goto(pathOf(''));
      await page.evaluate("fetch('/nowhere').then((answer) => answer.text())");
    });
    expect(message).toBe('');
  });
});

describe('the network of a page', () => {
  const ask = "fetch('/api').then(async (answer) => [answer.status, await answer.json()], () => 'no network')";

  test('is cut, and comes back', async () => {
    await withPage(browser, origin, {}, async (open) => {
      await open.page.goto(pathOf(''));
      const restore = await cutNetwork(open);
      expect(await open.page.evaluate(ask)).toBe('no network');
      await restore();
      expect(await open.page.evaluate(ask)).toEqual([200, 'fine']);
    });
  });

  test('fails on one path as the control plane would, and then no more', async () => {
    await withPage(browser, origin, {}, async (open) => {
      await open.page.goto(pathOf(''));
      const restore = await failApi(open, '/api', 'unavailable');
      const [status, body] = (await open.page.evaluate(ask)) as [number, unknown];
      expect([status, ErrorBody.parse(body).error.code]).toEqual([503, 'unavailable']);
      await restore();
      expect(await open.page.evaluate(ask)).toEqual([200, 'fine']);
    });
  });

  test('keeps one path waiting until it is let go', async () => {
    await withPage(browser, origin, {}, async (open) => {
      await open.page.goto(pathOf(''));
      const release = await holdApi(open, /^\/api$/);
      const held = open.page.waitForRequest('**/api');
      const answer = open.page.evaluate(ask);
      await held;
      const first = await Promise.race([answer, new Promise((resolve) => setImmediate(() => resolve('waits')))]);
      expect(first).toBe('waits');
      await release();
      expect(await answer).toEqual([200, 'fine']);
    });
  });
});

describe('what is looked for on a page', () => {
  test('names the element and the rule that it breaks, in the theme in which it does', async () => {
    await withPage(browser, origin, {}, async ({ page }) => {
      await page.goto(pathOf('<p style="color: #777">Read me.</p><img src="/api">'));
      const failure = await expectNoAxeViolations(page).catch((error: Error) => error.message);
      expect(failure).toMatch(/^light: img breaks image-alt/m);
      expect(failure).toMatch(/^dark: img breaks image-alt/m);
      expect(failure).toMatch(/^light: p breaks color-contrast .*4\.47/m);
      expect(failure).not.toMatch(/^dark: p/m);
    });
  });

  test('is nothing on a page that everybody can read', async () => {
    await withPage(browser, origin, {}, async ({ page }) => {
      await page.goto(pathOf('<p>Read me.</p>'));
      await expectNoAxeViolations(page);
    });
  });

  test('names what is too wide for a phone, and not what scrolls by itself', async () => {
    await withPage(browser, origin, {}, async ({ page }) => {
      const table = '<div style="width: 500px">wide</div>';
      await page.goto(pathOf(`<div style="overflow: auto">${table}</div>`));
      await expectNoSidewaysScroll(page);
      await page.goto(pathOf(table));
      await expect(expectNoSidewaysScroll(page)).rejects.toThrow(
        /360 pixels:\nthe page is 508 wide\ndiv "wide" reaches to 508$/,
      );
    });
  });
});

test('a key that is remembered is there before the page’s own scripts, on this origin alone', async () => {
  const { page, context } = await openPage(browser, origin, { key: 'k' });
  const read = `sessionStorage.getItem('${KEY_NAME}')`;
  await page.goto(pathOf(''));
  expect(await page.evaluate(read)).toBe('k');
  await page.goto(`${origin.replace('127.0.0.1', 'localhost')}/page`);
  expect(await page.evaluate(read)).toBeNull();
  await context.close();
});

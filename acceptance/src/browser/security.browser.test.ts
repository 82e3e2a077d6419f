import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../testing/poll.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { attack, REFUSED } from './testing/injection.ts';
import { KEY_NAME, signIn } from './testing/sign-in.ts';
import type { OpenPage } from './testing/with-page.ts';

const site = consoleOfFile();

/** Every page, with something on it. */
let paths: string[];
beforeAll(async () => {
  const { job_id, trace_id } = await site.client.signUp('acme');
  await site.client.ended(job_id);
  const launchPath = (await site.client.launchUrl('acme')).slice(site.origin.length);
  paths = [
    ...['/cp/tenant', '/cp/tenant?tenant_id=acme', `/cp/provision-trace?job_id=${job_id}`],
    ...['/cp/onboarding', '/cp/onboarding?tenant_id=acme', '/cp/infra', '/cp/infra?tab=nodes'],
    ...[`/cp/infra?tab=trace&trace_id=${trace_id}`, '/cp/infra?tab=orphans', '/cp/infra?tab=dispatch'],
    ...['/cp/placement?plan_tier=basic&region=sg', `/cp/placement?job_id=${job_id}`, '/cp/nowhere', launchPath],
    '/cp/errors?code=attempt_ended',
  ];
});

const keyOf = (page: Page) => page.evaluate((name) => sessionStorage.getItem(name), KEY_NAME);
const heading = (page: Page) => page.getByRole('heading', { level: 1 });

/** Goes there and stays until nothing more is asked for. */
async function visit({ page, watch }: OpenPage, path: string): Promise<void> {
  await page.goto(path);
  await heading(page).waitFor();
  await watch.quiet();
}

describe('the content security policy', () => {
  test(
    'stands on every page, and lets none load anything from elsewhere',
    site.page(async ({ page, watch }) => {
      for (const path of paths) {
        const answer = await page.goto(path);
        const policy = (await answer?.headerValue('content-security-policy')) ?? '';
        expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'; script-src 'self';")]);
        expect(policy).not.toMatch(/unsafe|\*|https?:|nonce|script-src[^;]*data:/);
        await heading(page).waitFor();
        // What the page asks elsewhere, or has refused to it, fails the test when it ends.
        await watch.quiet();
      }
    }),
  );

  test(
    'refuses what an attacker would put into a page',
    site.page(async (open) => {
      const { page, watch } = open;
      watch.allow(/Content Security Policy|^policy violation: |http:\/\/localhost:9\//);
      for (const path of paths) {
        await visit(open, path);
        expect([path, await attack(page)]).toEqual([path, []]);
      }
      for (const refused of REFUSED) {
        const times = watch.noted.filter((line) => line.startsWith(`policy violation: ${refused}`)).length;
        expect([refused, times]).toEqual([refused, paths.length]);
      }
    }),
  );

  test(
    'lets no other page put the console into a frame',
    site.page(
      async ({ page, watch }) => {
        watch.allow(/frame-ancestors|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/);
        await page.setContent(`<iframe src="${site.origin}/cp/infra"></iframe>`);
        await until('the frame to be refused', () =>
          watch.noted.some((line) => line.includes('frame-ancestors')) ? true : undefined,
        );
        expect(await page.frameLocator('iframe').locator('#root').count()).toBe(0);
      },
      { signedIn: false },
    ),
  );
});

describe('the operator key', () => {
  test(
    'stays in this tab’s sessionStorage: in no address, no other store, no cookie, no page, no log',
    site.page(
      async (open) => {
        const { page, context, watch } = open;
        const addresses: string[] = [];
        page.on('request', (request) => addresses.push(request.url()));
        await page.goto('/cp/infra');
        await signIn(page, site.key);
        await heading(page).filter({ hasNotText: 'Sign in' }).waitFor();
        expect(await keyOf(page)).toBe(site.key);
        for (const path of paths) {
          await visit(open, path);
          const local = await page.evaluate(
            () => JSON.stringify({ ...localStorage }) + document.documentElement.outerHTML,
          );
          expect(local).not.toContain(site.key);
        }
        expect(addresses.length).toBeGreaterThan(paths.length);
        expect(addresses.filter((address) => address.includes(site.key))).toEqual([]);
        expect(JSON.stringify(await context.storageState({ indexedDB: true }))).not.toContain(site.key);
        expect(watch.said.filter((line) => line.includes(site.key))).toEqual([]);
        const log = readFileSync(join(site.world.dir, 'control-plane/wrangler.log'), 'utf8');
        expect(log).toContain('/internal/dispatch');
        expect(log).not.toContain(site.key);
      },
      { signedIn: false },
    ),
  );

  test(
    'that is wrong is said to be, is not kept, and can be typed again',
    site.page(
      async ({ page, watch }) => {
        watch.allow(/^GET \/internal\/dispatch answered 401$/);
        await page.goto('/cp/placement?plan_tier=basic&region=sg');
        await signIn(page, 'not-the-key');
        await page.getByRole('alert').filter({ hasText: 'This key is not accepted' }).waitFor();
        expect(await keyOf(page)).toBeNull();
        const field = page.getByLabel('Operator key');
        expect(await field.getAttribute('aria-invalid')).toBe('true');
        await signIn(page, `  ${site.key}\n`);
        await heading(page).filter({ hasNotText: 'Sign in' }).waitFor();
        expect(page.url()).toMatch(/plan_tier=basic&region=sg$/);
      },
      { signedIn: false },
    ),
  );

  test(
    'is asked for before anything else is: without it the page reads nothing',
    site.page(
      async (open) => {
        const { page } = open;
        const asked: string[] = [];
        page.on('request', (request) => asked.push(new URL(request.url()).pathname));
        await visit(open, '/cp/tenant?tenant_id=acme');
        expect(await heading(page).textContent()).toBe('Sign in');
        expect(asked.filter((path) => path.startsWith('/internal/'))).toEqual([]);
      },
      { signedIn: false },
    ),
  );

  test(
    'outlives a reload, and is gone with its tab',
    site.page(
      async ({ page, context, watch }) => {
        await page.goto('/cp/tenant');
        await signIn(page, site.key);
        await heading(page).filter({ hasNotText: 'Sign in' }).waitFor();
        await page.reload();
        await heading(page).filter({ hasNotText: 'Sign in' }).waitFor();
        await page.close();
        const next = await context.newPage();
        watch.follow(next);
        await next.goto('/cp/tenant');
        await heading(next).filter({ hasText: 'Sign in' }).waitFor();
        expect(await keyOf(next)).toBeNull();
      },
      { signedIn: false },
    ),
  );

  test(
    'is forgotten at the sign-out, with everything that it has opened',
    site.page(
      async ({ page }) => {
        await page.goto('/cp/tenant?tenant_id=acme');
        await signIn(page, site.key);
        await page.getByText('acme').first().waitFor();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await heading(page).filter({ hasText: 'Sign in' }).waitFor();
        expect(await keyOf(page)).toBeNull();
        expect(await page.locator('body').textContent()).not.toContain('acme');
        await page.goBack();
        await page.goForward();
        await heading(page).filter({ hasText: 'Sign in' }).waitFor();
      },
      { signedIn: false },
    ),
  );
});

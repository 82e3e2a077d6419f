import { beforeAll, describe, expect, test } from '@jest/globals';
import { Library } from '../testing/library.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { attack, REFUSED } from './testing/injection.ts';
import type { OpenPage } from './testing/with-page.ts';

const site = consoleOfFile();

/** Every page of the library, with something on it, and that of the keys. */
let paths: string[];
let info: string;
beforeAll(async () => {
  const library = await Library.open(site.client);
  const up = await library.ended(await library.provision('postgresql', 'orders'), 'provisioned');
  const event = (await library.history(up.provisioning_id)).at(-1);
  info = `/library/provisionings/${up.provisioning_id}?view=info`;
  paths = [
    ...['/library', '/library/templates/postgresql', '/library/templates/postgresql/run?name=x&location=fsn1'],
    ...['/library/provisionings', info.replace(/\?.*/, ''), info],
    ...['/library/history', `/library/history?log=${event?.event_id}`, '/cp/keys'],
  ];
});

/** Goes there and stays until nothing more is asked for. */
async function visit({ page, watch }: OpenPage, path: string): Promise<string> {
  const answer = await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await watch.quiet();
  return (await answer?.headerValue('content-security-policy')) ?? '';
}

describe('the content security policy', () => {
  test(
    'stands on every page of the library, lets none load anything from elsewhere, and refuses what an attacker puts in',
    site.page(async (open) => {
      for (const path of paths) {
        const policy = await visit(open, path);
        expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'; script-src 'self';")]);
        expect(policy).not.toMatch(/unsafe|\*|https?:|nonce|script-src[^;]*data:/);
      }
      // Until here the test would fail for anything that was refused, or asked for elsewhere.
      expect(open.watch.problems).toEqual([]);
      open.watch.allow(/Content Security Policy|^policy violation: |http:\/\/localhost:9\//);
      for (const path of paths) {
        await visit(open, path);
        expect([path, await attack(open.page)]).toEqual([path, []]);
      }
      for (const refused of REFUSED) {
        const times = open.watch.noted.filter((line) => line.startsWith(`policy violation: ${refused}`)).length;
        expect([refused, times]).toEqual([refused, paths.length]);
      }
    }),
  );
});

describe('a password that is shown', () => {
  test(
    'stands on that page alone: in no address, store, cache, log, and nowhere once the page is left',
    site.page(async (open) => {
      const { page, context, watch } = open;
      const addresses: string[] = [];
      page.on('request', (request) => addresses.push(request.url()));
      const password = await shown(open);
      const kept = async () =>
        JSON.stringify([
          await context.storageState({ indexedDB: true }),
          await page.evaluate(async () => [{ ...sessionStorage }, await caches.keys(), history.state, document.title]),
          [page.url(), ...addresses, ...watch.said],
        ]);
      expect(await kept()).not.toContain(password);

      // To another page of the console, and back.
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'History' }).click();
      await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
      expect(await page.content()).not.toContain(password);
      await page.goBack();
      await isHidden(open, password);

      // To another document, and back to what the browser has kept of this one.
      expect(await shown(open)).toBe(password);
      await page.goto('/cp/infra');
      await page.getByRole('heading', { level: 1, name: 'Infra' }).waitFor();
      await page.goBack();
      await isHidden(open, password);
      expect(await kept()).not.toContain(password);
    }),
  );

  test(
    'is gone at the sign-out, and is asked for with a request that no cache keeps',
    site.page(
      async (open) => {
        const { page } = open;
        await page.goto(info);
        await page.getByLabel('Operator key').fill(site.key);
        await page.getByRole('button', { name: 'Sign in' }).click();
        const asked = page.waitForResponse((answer) => /\/secrets\/\w+$/.test(answer.url()));
        const password = await shown(open);
        const answer = await asked;
        expect(answer.request().method()).toBe('POST');
        expect(await answer.headerValue('cache-control')).toMatch(/no-store/);
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
        expect(await page.content()).not.toContain(password);
      },
      { signedIn: false },
    ),
  );
});

async function shown({ page }: OpenPage): Promise<string> {
  if (!page.url().endsWith(info)) await page.goto(info);
  const secrets = page.getByRole('region', { name: 'Secrets' });
  await secrets.getByRole('button', { name: /^Show / }).click();
  const password = (await secrets.locator('code').textContent()) ?? '';
  expect(password).toMatch(/^\w{32}$/);
  return password;
}

async function isHidden({ page }: OpenPage, password: string): Promise<void> {
  await page.getByRole('region', { name: 'Secrets' }).getByText('hidden', { exact: true }).waitFor();
  expect(await page.content()).not.toContain(password);
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import { ProvisioningPage } from '@prego/contracts';
import type { Page } from 'playwright-core';
import { bringLibraryIntoStates } from './screenshots/library-states.ts';
import { expectNoAxeViolations } from './testing/axe.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { faultsOf, visit } from './testing/every-page.ts';
import { expectNoSidewaysScroll } from './testing/sideways-scroll.ts';

const site = consoleOfFile();

/** Forty looks of axe, each of some seconds where both cores are busy. */
const WITHIN_MS = 600_000;

/** Every page of the library by name, full and empty, and that of the keys. */
const pages = new Map<string, string>();
/** Of the provisioning that is there, and of the one whose return has failed. */
let there: string;
let left: string;
beforeAll(async () => {
  const library = await bringLibraryIntoStates(site.client);
  const { items } = await site.client.internal('GET', '/internal/library/provisionings', ProvisioningPage);
  const pathOf = (wanted: string) =>
    `/library/provisionings/${items.find(({ status }) => status === wanted)?.provisioning_id}`;
  there = pathOf('provisioned');
  left = pathOf('return_failed');
  const log = (await library.history(there.split('/').at(-1) ?? '')).at(-1)?.event_id;
  for (const [name, path] of [
    ['the templates', '/library'],
    ['a search without a hit', '/library?q=nothing'],
    ['a template', '/library/templates/postgresql'],
    ['a template of three servers', '/library/templates/dedicated-trio'],
    ['an unknown template', '/library/templates/nothing'],
    ['the form', '/library/templates/postgresql/run'],
    ['the form filled in', '/library/templates/postgresql/run?name=Other&server_type=cx33&location=fsn1'],
    ['the provisionings', '/library/provisionings'],
    ['no provisionings', '/library/provisionings?q=nobody'],
    ['one that is there', there],
    ['its installation info', `${there}?view=info`],
    ['one that has failed', pathOf('provision_failed')],
    ['one that is returned', pathOf('returned')],
    ['one whose return has failed', left],
    ['what that has left', `${left}?view=info`],
    ['an unknown provisioning', '/library/provisionings/lib_01j00000000000000000000000'],
    ['the history', '/library/history'],
    ['no history', '/library/history?q=nobody'],
    ['a log', `/library/history?log=${log}`],
    ['the keys', '/cp/keys'],
  ] as const)
    pages.set(name, path);
});

describe('every page of the library', () => {
  test(
    'has nothing that axe objects to, in light and dark',
    site.page(async (open) => {
      open.watch.allow(/answered 404$/);
      expect(await faultsOf(open, pages, expectNoAxeViolations)).toEqual([]);
    }),
    WITHIN_MS,
  );

  test(
    'in Korean too, and says so to whoever reads it aloud',
    site.page(
      async (open) => {
        open.watch.allow(/answered 404$/);
        const check = async (page: Page) => {
          expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
          await expectNoAxeViolations(page);
        };
        expect(await faultsOf(open, pages, check)).toEqual([]);
      },
      { language: 'ko-KR' },
    ),
    WITHIN_MS,
  );

  test.each(['en-US', 'ko-KR'] as const)(
    'fits into 360 pixels, for a browser in %s',
    (language) =>
      site.page(
        async (open) => {
          open.watch.allow(/answered 404$/);
          expect(await faultsOf(open, pages, expectNoSidewaysScroll)).toEqual([]);
        },
        { language },
      )(),
    WITHIN_MS,
  );
});

test(
  'a form with faults, a return and a deletion that are asked for, a password that is shown and a key just made: nothing either',
  site.page(async (open) => {
    const { page } = open;
    const check = async (page: Page) => {
      await expectNoAxeViolations(page);
      await expectNoSidewaysScroll(page);
    };
    await visit(open, '/library/templates/forgejo/run?server_prefix=a--b');
    await page.getByRole('button', { name: 'Run provisioning' }).click();
    await page.locator('[name=name][aria-invalid=true]:focus').waitFor();
    await check(page);
    await visit(open, there);
    await page.getByRole('button', { name: 'Return resources…' }).click();
    await page.getByRole('dialog').getByRole('list', { name: 'What will be destroyed' }).waitFor();
    await check(page);
    await visit(open, left);
    await page.getByRole('button', { name: 'Delete provisioning status…' }).click();
    await page.getByRole('dialog').getByRole('list', { name: 'What is still there' }).waitFor();
    await check(page);
    await visit(open, `${there}?view=info`);
    await page.getByRole('button', { name: /^Show / }).click();
    await page.getByRole('button', { name: /^Hide / }).waitFor();
    await check(page);
    await visit(open, '/cp/keys');
    await page.getByLabel('Name').fill('ben');
    await page.getByRole('button', { name: 'Make key' }).click();
    await page.getByRole('region', { name: 'The key of ben' }).waitFor();
    await check(page);
  }),
);

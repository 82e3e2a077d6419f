import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { revokeKey } from './broken-network.ts';
import { signIn } from './sign-in.ts';
import type { OpenPage } from './with-page.ts';

/** What an operator would not want to lose. */
export const lookOf = (page: Page) =>
  page.evaluate(() => ({
    address: location.href,
    scrolled: Math.round(scrollY),
    failures: document.querySelectorAll('main [role=alert]').length,
    fields: [...document.querySelectorAll('main input, main select')].map((field) => (field as HTMLInputElement).value),
  }));

/** Not what the sign-in itself asks for. */
const READ_BY_PAGES = /\/internal\/(provision-jobs|provision-trace-detail)/;

/** As when the operator comes back to the tab: everything is read again. */
const lookAgain = (page: Page) => page.evaluate(() => dispatchEvent(new Event('visibilitychange')));

/**
 * Signs in, prepares the page, has the key refused and another one asked for.
 * @throws {Error} where the page is not as it was, meanwhile or afterwards
 */
export async function losesNothing(open: OpenPage, key: string, prepare: () => Promise<void>): Promise<void> {
  const { page, watch } = open;
  await signIn(page, key);
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  await watch.quiet();
  await prepare();
  await watch.quiet();
  const before = await lookOf(page);
  const restore = await revokeKey(open);
  await lookAgain(page);
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await watch.quiet();
  expect(await lookOf(page)).toEqual(before);

  // The refused key is not sent over and over.
  const refused = watch.noted.length;
  await lookAgain(page);
  await watch.quiet();
  expect(watch.noted.slice(refused)).toEqual([]);

  await signIn(page, 'not-the-key-either');
  await dialog.getByRole('alert').filter({ hasText: 'This key is not accepted' }).waitFor();
  await restore();
  const readAgain = page.waitForResponse((answer) => READ_BY_PAGES.test(answer.url()) && answer.ok());
  await signIn(page, key);
  await dialog.waitFor({ state: 'hidden' });
  await readAgain;
  await watch.quiet();
  expect(await lookOf(page)).toEqual(before);
}

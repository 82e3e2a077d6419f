import type { BrowserContext, Page } from 'playwright-core';

/** Where the shell keeps the key; other programs rely on the name. */
export const KEY_NAME = 'cp_internal_key';

/** Signs in as an operator does, on the page for it or in the dialog over another. Doesn't wait for what becomes of it. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.getByLabel('Operator key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/**
 * Every page of the context finds the key where the sign-in would have put it. It is there again after each navigation: not for
 * a test of signing in or out.
 */
export async function rememberKey(context: BrowserContext, origin: string, key: string): Promise<void> {
  await context.addInitScript(
    (given) => {
      if (location.origin === given.origin) sessionStorage.setItem(given.name, given.key);
    },
    { origin, key, name: KEY_NAME },
  );
}

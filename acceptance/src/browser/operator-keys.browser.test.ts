import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Library } from '../testing/library.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { goTo } from './testing/keyboard.ts';
import { signIn } from './testing/sign-in.ts';
import type { OpenPage } from './testing/with-page.ts';

const site = consoleOfFile();

let library: Library;
beforeAll(async () => {
  library = await Library.open(site.client);
});

test(
  'a key by name is made once to be seen, stands for its owner in the history, and opens nothing once it is revoked',
  site.page(async (main) => {
    const key = await makeKey(main.page, 'anna');
    await site.page(
      async (hers) => {
        await runAs(hers, key);
        await revoke(main.page, 'anna');
        await isSignedOut(hers, key);
      },
      { signedIn: false },
    )();
  }),
);

test(
  'times are shown as one has chosen without a pointer, also when the page is read again',
  site.page(async ({ page }) => {
    await makeKey(page, 'zoe');
    await goTo(page, 'Shift+Tab', /^Times: How long ago/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Times: Local time' }).waitFor();
    await page.keyboard.press('Enter');
    await rowOf(page, 'zoe').getByText(/ UTC$/).waitFor();
    await page.reload();
    await rowOf(page, 'zoe').getByText(/ UTC$/).waitFor();
    await page.getByRole('button', { name: 'Times: UTC' }).click();
    await rowOf(page, 'zoe')
      .getByText(/ago$|^now$/)
      .waitFor();
  }),
);

async function makeKey(page: Page, name: string): Promise<string> {
  await page.goto('/cp/keys');
  await page.getByLabel('Name').fill('Anna!');
  await page.getByRole('button', { name: 'Make key' }).click();
  await page.getByText('A name is 1 to 40 small letters', { exact: false }).waitFor();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Make key' }).click();
  const made = page.getByRole('region', { name: `The key of ${name}` });
  const key = (await made.locator('code').textContent()) ?? '';
  expect(key).toMatch(/^prego_op_/);
  expect(await page.getByRole('button', { name: 'Make key' }).isDisabled()).toBe(true);
  await made.getByRole('button', { name: 'I have copied it' }).click();
  await made.waitFor({ state: 'detached' });
  await rowOf(page, name).getByText('Valid').waitFor();
  expect(await page.content()).not.toContain(key);
  return key;
}

const rowOf = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Keys', exact: true }).getByRole('row').filter({ hasText: name });

/** Signs in with it and has something provisioned, which the history and the list then say. */
async function runAs({ page }: OpenPage, key: string): Promise<void> {
  await page.goto('/cp/keys');
  await signIn(page, key);
  await page.getByRole('region', { name: 'Only the main key manages keys' }).getByText('anna').waitFor();
  await page.getByRole('banner').getByText('Signed in as anna').waitFor();

  await page.goto('/library/templates/shared-node/run?name=Hers&server_type=cx33&location=fsn1');
  await page.getByRole('group', { name: 'Pre-flight' }).getByText('Ready to run').waitFor();
  await page.getByRole('button', { name: 'Run provisioning' }).click();
  await page.waitForURL(/\/library\/provisionings\/lib_\w+$/);
  const provisioning_id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await library.ended(await library.provisioning(provisioning_id), 'provisioned');

  // What the main key has done, which is nothing; and what she has.
  await page.goto('/library/history');
  await page.getByRole('row').filter({ hasText: 'Provisioning completed' }).waitFor();
  await page.getByLabel('By', { exact: true }).selectOption({ label: 'Main key' });
  await page.getByText('No event fits.', { exact: false }).waitFor();
  await page.getByLabel('By', { exact: true }).selectOption({ label: 'anna' });
  for (const event of ['Provisioning executed', 'Provisioning completed']) {
    const row = page.getByRole('row').filter({ hasText: event });
    await row.getByText('anna', { exact: true }).waitFor();
  }
}

async function revoke(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Revoke the key of ${name}` }).click();
  await page.getByLabel(`Type ${name} to confirm`).fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
  await rowOf(page, name).getByText('Revoked', { exact: true }).waitFor();
}

/** At the next look at anything she is asked for a key, and hers is none any more. */
async function isSignedOut({ page, watch }: OpenPage, key: string): Promise<void> {
  watch.allow(/^\S+ \/internal\/\S+ answered 401$/);
  await page.evaluate(() => dispatchEvent(new Event('visibilitychange')));
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await signIn(page, key);
  await dialog.getByRole('alert').filter({ hasText: 'This key is not accepted' }).waitFor();
  await signIn(page, site.key);
  await dialog.waitFor({ state: 'hidden' });
}

import { beforeAll, expect, test } from '@jest/globals';
import { consoleOfFile } from './testing/console-file.ts';
import { focused, goTo } from './testing/keyboard.ts';
import { signIn } from './testing/sign-in.ts';

const site = consoleOfFile();
beforeAll(async () => {
  await site.client.ended((await site.client.signUp('acme')).job_id);
});

test(
  'with the keyboard alone one signs in, skips to the page, finds a tenant and returns it; Escape gives the focus back',
  site.page(
    async ({ page }) => {
      await page.goto('/cp/infra');
      await page.getByLabel('Operator key').waitFor();
      await page.keyboard.type(site.key);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Infra' }).waitFor();

      await goTo(page, 'Tab', /^Skip to the page$/);
      await page.keyboard.press('Enter');
      await page.locator('#page:focus').waitFor();

      await page.keyboard.press('Control+k');
      await page.locator('[role=combobox]:focus').waitFor();
      await page.keyboard.type('acm');
      await page.getByRole('option', { name: /acme/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/cp/tenant?tenant_id=acme');
      await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor();

      await page.getByRole('button', { name: 'Return…' }).waitFor();
      await goTo(page, 'Tab', /^Return…$/);
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Return acme?' });
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await focused(page)).toMatch(/^Return…$/);

      await page.keyboard.press('Enter');
      await dialog.waitFor();
      await page.getByLabel('Type acme to confirm').and(page.locator(':focus')).waitFor();
      await page.keyboard.type('acme');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('main').getByText('Returned', { exact: true }).first().waitFor({ timeout: 120_000 });
    },
    { signedIn: false },
  ),
);

test(
  'what has the focus can be seen to have it',
  site.page(async ({ page }) => {
    await page.goto('/cp/infra');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const unseen: string[] = [];
    for (let pressed = 0; pressed < 40; pressed++) {
      await page.keyboard.press('Tab');
      const seen = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return true;
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 1;
      });
      if (!seen) unseen.push(await focused(page));
    }
    expect(unseen).toEqual([]);
  }),
);

test(
  'a key that is not accepted says so and keeps what was typed',
  site.page(
    async ({ page, watch }) => {
      watch.allow(/^GET \/internal\/dispatch answered 401$/);
      await page.goto('/cp/tenant?tenant_id=acme');
      await signIn(page, 'not-the-key');
      await page.getByText('This key is not accepted.', { exact: false }).waitFor();
      expect(await page.getByLabel('Operator key').inputValue()).toBe('not-the-key');
      await signIn(page, site.key);
      await page.getByRole('heading', { level: 1, name: 'acme' }).waitFor();
    },
    { signedIn: false },
  ),
);

import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Library } from '../testing/library.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { expectFault } from './testing/field.ts';
import { focused, goTo } from './testing/keyboard.ts';

const site = consoleOfFile();

let library: Library;
beforeAll(async () => {
  library = await Library.open(site.client);
});

/** What has the focus, for questions that its name can't answer. */
const focus = (page: Page) => page.locator('*:focus');

test(
  'with the keyboard alone one finds a template, is led to each fault, runs it and gives it back',
  site.page(async ({ page }) => {
    await page.goto('/library');
    await page.getByLabel('Search templates').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('forgejo');
    await page.getByText('1 template', { exact: true }).waitFor();
    await goTo(page, 'Tab', /^Forgejo$/);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Run provisioning' }).waitFor();
    await goTo(page, 'Tab', /^Run provisioning$/);
    await page.keyboard.press('Enter');

    // Sent as it is, with nothing typed: the first fault has the focus, and says what it is.
    await page.getByRole('button', { name: 'Run provisioning' }).waitFor();
    await goTo(page, 'Tab', /^Run provisioning$/);
    await page.keyboard.press('Enter');
    await page.locator('[name=name]:focus').waitFor();
    await expectFault(focus(page), 'Needed.');
    await page.keyboard.type('-forge');
    await page.keyboard.press('Enter');
    await expectFault(focus(page), 'Letters, digits, spaces and . _ - only');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('Forge');
    await expectFault(focus(page), '');
    await page.keyboard.press('Enter');

    // The prefix follows the name, and what there is only one of is chosen: the size is next.
    await page.locator('[name=server_type]:focus').waitFor();
    await page.keyboard.press('Space');
    await page.locator('[name=server_type]:focus:checked').waitFor();
    await chooseBy(page, 'ArrowDown', 'cx33');
    await page.keyboard.press('Enter');
    await page.locator('[name=location]:focus').waitFor();
    await page.keyboard.press('Space');
    await chooseBy(page, 'ArrowDown', 'nbg1');
    await ownFields(page);
    await page.getByRole('group', { name: 'Pre-flight' }).getByText('Ready to run').waitFor();
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/library\/provisionings\/lib_\w+$/);
    const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(await library.provisioning(id)).toMatchObject({ name: 'Forge', server_type: 'cx33', location: 'nbg1' });
    await page.getByRole('button', { name: 'Return resources…' }).waitFor({ timeout: 180_000 });
    await library.ended(await library.provisioning(id), 'provisioned');
    await goTo(page, 'Tab', /^Return resources…$/);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Return the resources of Forge?' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await focused(page)).toMatch(/^Return resources…$/);
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    // The field has the focus at once.
    await page.getByLabel('Type Forge to confirm').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('Forge');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('main').getByText('Returned', { exact: true }).first().waitFor({ timeout: 180_000 });
    expect(await site.client.billed()).toEqual([]);
  }),
);

/** Goes among what can be chosen until this is. */
async function chooseBy(page: Page, key: string, value: string): Promise<void> {
  for (let pressed = 0; pressed < 40; pressed++) {
    if ((await focus(page).inputValue()) === value) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${value} is not reached by ${key}`);
}

/** What only Forgejo asks for. Ends in a line of text, from which Enter sends the form. */
async function ownFields(page: Page): Promise<void> {
  for (const field of (await library.template('forgejo')).manifest.fields) {
    if (field.type !== 'text' || field.default !== undefined) continue;
    await goTo(page, 'Tab', new RegExp(`^${field.label.en}`));
    await page.keyboard.type(field.name.endsWith('email') ? 'ada@example.com' : 'ada');
  }
}

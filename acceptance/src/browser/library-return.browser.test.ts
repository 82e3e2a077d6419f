import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { Library } from '../testing/library.ts';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

const NAME = 'Orders database';
let library: Library;
let id: string;
beforeAll(async () => {
  library = await Library.open(site.client);
  const begun = await library.provision('postgresql', NAME, { server_prefix: 'orders-db' });
  id = (await library.ended(begun, 'provisioned')).provisioning_id;
});

/** What happens to it, by the API's names and by the history's. */
const HAPPENS = {
  provisioning_executed: 'Provisioning executed',
  provisioning_completed: 'Provisioning completed',
  return_executed: 'Resource return executed',
  return_completed: 'Resource return completed',
  status_deleted: 'Provisioning status deleted',
};

test(
  'it is returned by its typed name only, and what goes is shown before; then its status is deleted by that name too',
  site.page(async ({ page }) => {
    await page.goto(`/library/provisionings/${id}`);
    await page.getByRole('button', { name: 'Return resources…' }).click();
    const dialog = page.getByRole('dialog', { name: `Return the resources of ${NAME}?` });
    const { resources } = await library.info(id);
    const goes = dialog.getByRole('list', { name: 'What will be destroyed' }).getByRole('listitem');
    for (const { name, id } of resources) await goes.filter({ hasText: new RegExp(`${name} ${id}\\b`) }).waitFor();
    expect(await goes.count()).toBe(resources.length);
    const confirm = async (typed: string, press: string) => {
      await page.getByLabel(`Type ${NAME} to confirm`).fill(typed);
      await page.getByRole('dialog').getByRole('button', { name: press }).click();
    };
    await confirm('orders database', 'Return resources');
    await dialog.getByText('This is not the same name.').waitFor();
    expect((await library.provisioning(id)).status).toBe('provisioned');
    await confirm(NAME, 'Return resources');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('main').getByText('Returned', { exact: true }).first().waitFor({ timeout: 180_000 });
    expect(await site.client.billed()).toEqual([]);

    await page.getByRole('button', { name: 'Delete provisioning status…' }).click();
    await confirm(`${NAME} `, 'Delete status');
    await page.getByRole('dialog').getByText('This is not the same name.').waitFor();
    await confirm(NAME, 'Delete status');
    await page.waitForURL(/\/library\/history\?provisioning_id=lib_/);
    await page.goto('/library/provisionings');
    await page.getByText('Nothing was provisioned from the library yet.').waitFor();
  }),
);

test(
  'the history has all its events, and their logs to look at and to keep',
  site.page(async ({ page }) => {
    await page.goto(`/library/history?provisioning_id=${id}`);
    const events = await library.history(id);
    expect(events.map(({ kind }) => kind)).toEqual(Object.keys(HAPPENS));
    const table = page.getByRole('region', { name: 'Events' });
    for (const event of Object.values(HAPPENS)) {
      await table.getByRole('row').filter({ hasText: event }).filter({ hasText: 'not on the list any more' }).waitFor();
    }

    const done = events.find(({ kind }) => kind === 'provisioning_completed');
    const kept = await library.eventLog(done?.event_id ?? 0);
    await table.getByRole('link', { name: `View log of ${NAME}: Provisioning completed` }).click();
    const log = page.getByRole('region', { name: `Log of ${NAME}: Provisioning completed` });
    await log
      .getByText(kept.trim().split('\n').at(-1)?.slice(-40) ?? '')
      .first()
      .waitFor();
    await log.getByLabel('Find in the log').fill('created');
    await page.waitForURL(/\/library\/history\?.*log=\d+.*log_q=created/);
    const saved = page.waitForEvent('download');
    await log.getByRole('button', { name: 'Download log' }).click();
    expect(await readFile(await (await saved).path(), 'utf8')).toBe(kept);
  }),
);

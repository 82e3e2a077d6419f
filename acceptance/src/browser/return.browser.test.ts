import { expect, test } from '@jest/globals';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

test(
  'a dedicated tenant is returned by its typed name only: its three servers are named before, and nothing is billed after',
  site.page(async ({ page }) => {
    await site.client.ended((await site.client.signUp('cedar', { plan_tier: 'enterprise' })).job_id);
    const servers = (await site.client.servers()).map(({ name }) => name);
    expect(servers).toHaveLength(3);

    await page.goto('/cp/tenant?tenant_id=cedar');
    await page.getByRole('button', { name: 'Return…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Return cedar?' });
    for (const name of servers) await dialog.getByText(name).waitFor();

    await dialog.getByLabel('Type cedar to confirm').fill('ceder');
    await dialog.getByRole('button', { name: 'Return it' }).click();
    await dialog.getByText('This is not the same name.').waitFor();
    expect((await site.client.tenant('cedar')).status).toBe('active');
    expect(await site.client.servers()).toHaveLength(3);

    await dialog.getByLabel('Type cedar to confirm').fill('cedar');
    await dialog.getByRole('button', { name: 'Return it' }).click();
    await dialog.waitFor({ state: 'detached' });
    const main = page.getByRole('main');
    await main.getByText('Returned', { exact: true }).first().waitFor({ timeout: 180_000 });
    await main.getByText('Its place was given back.').waitFor();
    expect(await site.client.servers()).toEqual([]);
    expect((await site.client.tenant('cedar')).status).toBe('returned');
  }),
);

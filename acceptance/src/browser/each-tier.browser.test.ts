import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { consoleOfFile } from './testing/console-file.ts';
import type { OpenPage } from './testing/with-page.ts';

const site = consoleOfFile();

/** A trio takes some ten seconds; two busy cores several times that. */
const WITHIN = { timeout: 180_000 };

/** Enqueues as an operator does. Resolves on the new tenant's screen, with the address that its customer gets. */
async function enqueue(page: Page, tenantId: string, tier: string): Promise<string> {
  await page.goto('/cp/tenant');
  await page.getByRole('button', { name: 'Enqueue a tenant' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Enqueue a tenant' });
  await dialog.getByLabel('Tenant id').fill(tenantId);
  await dialog.getByLabel('Tier').selectOption({ value: tier });
  await dialog.getByRole('button', { name: 'Enqueue' }).click();
  await page.waitForURL(`**/cp/tenant?tenant_id=${tenantId}`);
  await page.getByRole('button', { name: 'Copy Launch link' }).click();
  await page.getByText('The Launch link is copied.', { exact: false }).first().waitFor();
  return (await page.evaluate('navigator.clipboard.readText()')) as string;
}

/** Follows the tenant on Launch until its tenth line. Resolves with what the page has announced of the way. */
async function followed({ page, context, watch }: OpenPage, tenantId: string, tier: string): Promise<string[]> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.origin });
  const launch = await enqueue(page, tenantId, tier);
  const customer = await context.newPage();
  watch.follow(customer);
  await customer.goto(launch);
  const lines = customer.getByRole('region', { name: 'Steps' }).getByRole('listitem');
  await lines.nth(9).waitFor();
  await customer.getByRole('heading', { level: 1, name: 'All set' }).waitFor(WITHIN);
  await customer.getByText('10 of 10 done').waitFor();
  expect(await customer.title()).toContain('Ready');
  expect(await customer.getByRole('link', { name: 'Open your workspace' }).getAttribute('href')).toMatch(
    new RegExp(`^https://${tenantId}\\.`),
  );
  await page.getByRole('main').getByText('Active').first().waitFor();
  return await lines.allInnerTexts();
}

test(
  'a free tenant of an empty region is followed from enqueue to the tenth line, on a new shared node',
  site.page(async (open) => {
    const lines = await followed(open, 'acme', 'free');
    expect(lines).toHaveLength(10);
    expect(lines.join(' ')).not.toMatch(/To do|Did not work|Under way/);
    expect(await site.client.servers()).toHaveLength(1);
  }),
);

test(
  'basic and professional tenants land on that node, and their screens say so',
  site.page(async (open) => {
    for (const tier of ['basic', 'professional']) {
      await followed(open, tier, tier);
      const place = open.page.getByRole('region', { name: 'Place' });
      await place.getByText('Lives there').waitFor();
    }
    expect(await site.client.servers()).toHaveLength(1);
  }),
);

test(
  'an enterprise tenant gets three servers of its own, which its screen names',
  site.page(async (open) => {
    await followed(open, 'cedar', 'enterprise');
    const own = open.page.getByRole('region', { name: 'Its own servers' });
    for (const role of ['app', 'db', 'redis']) await own.getByText(new RegExp(`^sg-d-[a-z0-9]{8}-${role}$`)).waitFor();
    expect(await site.client.servers()).toHaveLength(4);
  }),
);

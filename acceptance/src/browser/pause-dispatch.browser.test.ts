import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { consoleOfFile } from './testing/console-file.ts';
import type { OpenPage } from './testing/with-page.ts';

const site = consoleOfFile();

/** A first node takes some ten seconds; two busy cores several times that. */
const WITHIN = { timeout: 180_000 };
const REASON = 'GitHub has an incident';
const PAGES = ['Tenants', 'Provision trace', 'Onboarding', 'Placement', 'Infra'];

const bannerOf = (page: Page) => page.getByRole('status').filter({ hasText: 'Dispatch is paused' });
const isPaused = async (page: Page) => await bannerOf(page).getByText(REASON).waitFor();
const isGone = async (page: Page) => await bannerOf(page).waitFor({ state: 'detached' });

async function pause(page: Page): Promise<void> {
  await page.goto('/cp/infra?tab=dispatch');
  await page.getByRole('button', { name: 'Pause…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause dispatching?' });
  await dialog.getByRole('button', { name: 'Pause' }).click();
  // Whoever finds it paused at night has to know why.
  await dialog.getByRole('alert').waitFor();
  expect(await bannerOf(page).count()).toBe(0);
  await dialog.getByRole('textbox').fill(REASON);
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await dialog.waitFor({ state: 'detached' });
  await isPaused(page);
}

/** The customer's page and another operator's, both of a tenant that has just signed up. */
async function watchers({ context, watch }: OpenPage): Promise<{ customer: Page; operator: Page }> {
  const [customer, operator] = [await context.newPage(), await context.newPage()];
  for (const one of [customer, operator]) watch.follow(one);
  await customer.goto(await site.client.launchUrl('acme'));
  await operator.goto('/cp/tenant?tenant_id=acme');
  return { customer, operator };
}

test(
  'dispatch that an operator pauses says so on every page, and a sign-up waits until it is resumed',
  site.page(async (open) => {
    const { page } = open;
    await pause(page);
    for (const name of PAGES) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await isPaused(page);
    }

    const { job_id } = await site.client.signUp('acme');
    const { customer, operator } = await watchers(open);
    await customer.getByRole('heading', { level: 1, name: 'Getting your workspace ready' }).waitFor();
    await customer.getByText('Next: Start provisioning').waitFor();
    await isPaused(operator);
    await operator.getByRole('main').getByText('Queued').first().waitFor();
    // What sends whatever is due has looked, and left it.
    await site.client.sweep();
    expect((await site.client.job(job_id)).status).toBe('queued');
    expect(await site.client.runs(job_id)).toEqual([]);

    await bannerOf(page).getByRole('link', { name: 'Show' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    const dialog = page.getByRole('dialog', { name: 'Resume dispatching?' });
    await dialog.getByText('1 in line are sent now').waitFor();
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await dialog.waitFor({ state: 'detached' });
    await isGone(page);
    await site.client.ended(job_id);
    await customer.getByRole('heading', { level: 1, name: 'All set' }).waitFor(WITHIN);
    await operator.getByRole('main').getByText('Active', { exact: true }).first().waitFor(WITHIN);
    await isGone(operator);
    expect(await site.client.runs(job_id)).toHaveLength(1);
  }),
);

import { beforeAll, expect, test } from '@jest/globals';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

/** Somebody else's record stands where the tenant's is to be: nothing that a retry alone could get past. */
let foreign: { type: string; name: string; content: string };
let launchPath: string;
beforeAll(async () => {
  foreign = { type: 'A', name: `acme.${site.world.connection.cloudflare_zone}`, content: '203.0.113.9' };
  await site.client.addRecord(foreign);
  const { job_id } = await site.client.signUp('acme');
  await site.client.ended(job_id, 'failed');
  launchPath = (await site.client.launchUrl('acme')).slice(site.origin.length);
});

test(
  "from a customer's support reference an operator gets to the cause, mends it and retries the job, and the customer sees it open",
  site.page(async ({ page, context, watch }) => {
    const customer = await context.newPage();
    watch.follow(customer);
    await customer.goto(launchPath);
    await customer.getByRole('heading', { level: 1, name: 'We could not finish' }).waitFor();
    const reference =
      (await customer.getByRole('region', { name: 'Support reference' }).locator('code').textContent()) ?? '';
    expect(reference).toMatch(/^trace_/);

    await page.goto('/cp/infra');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(`The customer writes: "my reference is ${reference}."`);
    await page.getByRole('option', { name: reference }).waitFor();
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/cp\/provision-trace\?trace_id=trace_/);
    const main = page.getByRole('main');
    await main.getByText('Failed at “Connect address”').waitFor();
    await main.getByText('dns_taken').first().waitFor();
    await main.getByText('What to do').first().waitFor();

    await site.client.removeRecord(foreign.name);
    await main.getByRole('button', { name: 'Retry' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retry' }).click();
    await main.getByText('Completed').first().waitFor({ timeout: 120_000 });
    await customer.getByRole('heading', { level: 1, name: 'All set' }).waitFor({ timeout: 90_000 });
    await customer.getByText('10 of 10 done').waitFor();
  }),
);

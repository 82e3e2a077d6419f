import { beforeAll, expect, test } from '@jest/globals';
import { cutNetwork, failApi, holdApi } from './testing/broken-network.ts';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

let jobId: string;
beforeAll(async () => {
  jobId = (await site.client.signUp('acme')).job_id;
  await site.client.ended(jobId);
});

test(
  'while the network is gone what is shown stays and is marked as old; when it is back it is fresh again by itself',
  site.page(async (open) => {
    const { page } = open;
    await page.goto('/cp/tenant?tenant_id=acme');
    const main = page.getByRole('main');
    await main.getByText('Active', { exact: true }).first().waitFor();
    await main
      .getByText(/^Updated \d\d:\d\d:\d\d · every /)
      .first()
      .waitFor();

    const back = await cutNetwork(open);
    await page.getByRole('button', { name: 'Read again now' }).first().click();
    await main.getByText('Out of date').first().waitFor();
    await main.getByText('Active', { exact: true }).first().waitFor();
    await back();
    await main.getByText('Out of date').first().waitFor({ state: 'detached', timeout: 60_000 });
  }),
);

test(
  'a panel whose API fails says why and what to do, and the others go on without it',
  site.page(async (open) => {
    const { page } = open;
    const restore = await failApi(open, '/internal/allocation-decisions', 'internal_error');
    await page.goto('/cp/tenant?tenant_id=acme');
    const panel = page.getByRole('region', { name: 'Placement decisions' });
    await panel.getByRole('alert').getByText('req_injected', { exact: false }).waitFor();
    await page.getByRole('region', { name: 'Place', exact: true }).getByText('Lives there').waitFor();
    await page.getByRole('region', { name: 'Jobs', exact: true }).getByText(jobId).first().waitFor();

    await panel.getByRole('button', { name: 'Try again' }).waitFor();
    await restore();
    // The page reads it again by itself too, and takes the button away.
    await panel
      .getByRole('button', { name: 'Try again' })
      .click({ timeout: 5_000 })
      .catch(() => {});
    await panel.getByRole('alert').waitFor({ state: 'detached' });
    await panel
      .getByText(/sg-s-|New shared server/)
      .first()
      .waitFor();
  }),
);

test(
  'a panel that loads shows where its rows will stand',
  site.page(async (open) => {
    const { page } = open;
    const release = await holdApi(open, '/internal/allocation-decisions');
    await page.goto('/cp/tenant?tenant_id=acme');
    const panel = page.getByRole('region', { name: 'Placement decisions' });
    await panel.getByText(/^Loading: /).waitFor({ state: 'attached' });
    await release();
    await panel
      .getByText(/sg-s-|New shared server/)
      .first()
      .waitFor();
  }),
);

test(
  'a menu stays open while the list below it is read again',
  site.page(async ({ page }) => {
    await page.goto('/cp/infra?tab=nodes');
    const node = (await site.client.servers())[0]?.name ?? '';
    await page.getByRole('button', { name: `Actions of ${node}` }).click();
    const item = page.getByRole('menuitem', { name: 'Cordon…' });
    await item.waitFor();
    const again = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/internal/nodes');
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    await again;
    expect(await item.isVisible()).toBe(true);
  }),
);

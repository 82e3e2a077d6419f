import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Library } from '../testing/library.ts';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

/** Some ten seconds; two busy cores take several times that. */
const WITHIN = { timeout: 180_000 };

let library: Library;
beforeAll(async () => {
  library = await Library.open(site.client);
});

afterEach(() => site.client.noFaults());

const SOLD_OUT = {
  request: { method: 'POST', path: '/v1/servers' },
  count: 1000,
  status: 412,
  code: 'resource_unavailable',
};
const there = async (name: string) =>
  await library.ended(await library.provision('shared-node', name, { server_prefix: name }), 'provisioned');
const statusIs = (page: Page, status: string) =>
  page.getByRole('main').getByText(status, { exact: true }).first().waitFor(WITHIN);

/** Opens the provisioning and asks for its return, up to the typed name. */
async function askForReturn(page: Page, id: string, name: string, press = 'Return resources…'): Promise<void> {
  await page.goto(`/library/provisionings/${id}`);
  await page.getByRole('button', { name: press }).click();
  await page.getByLabel(`Type ${name} to confirm`).fill(name);
}
const confirmReturn = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Return resources' }).click();

describe('a provisioning for which there is room nowhere', () => {
  let begun: Awaited<ReturnType<Library['provision']>>;
  const wrongOf = (page: Page) => page.getByRole('region', { name: 'What went wrong' });

  test(
    'says by which error it has failed and which offers were tried, and nothing is billed',
    site.page(async ({ page }) => {
      await site.client.fault(SOLD_OUT);
      begun = await library.provision('shared-node', 'patient');
      await page.goto(`/library/provisionings/${begun.provisioning_id}`);
      await statusIs(page, 'Provisioning failed');
      await wrongOf(page).getByText('capacity_unavailable').first().waitFor();
      for (const offer of ['fsn1', 'nbg1', 'hel1']) await wrongOf(page).getByText(offer).first().waitFor();
      expect(await site.client.billed()).toEqual([]);
    }),
  );

  test(
    'says what to do about this very error, and no commonplace',
    site.page(async ({ page }) => {
      await page.goto(`/library/provisionings/${begun.provisioning_id}`);
      await wrongOf(page).getByText('Offer other server types or locations, or try later.').first().waitFor();
      expect(await wrongOf(page).textContent()).not.toContain('Look at the log');
    }),
  );

  test(
    'comes up by a retry once there is room',
    site.page(async ({ page }) => {
      await page.goto(`/library/provisionings/${begun.provisioning_id}`);
      await page.getByRole('button', { name: 'Retry', exact: true }).click();
      await page.getByText('Attempt 2 is on its way.').first().waitFor();
      await statusIs(page, 'Provisioned');
      await wrongOf(page).waitFor({ state: 'detached' });
      expect((await site.client.servers()).map(({ name }) => name)).toEqual(['patient']);
    }),
  );
});

test(
  'a return that fails at a protected server says what is left to be deleted by hand, by which command, and what it costs',
  site.page(async ({ page }) => {
    const { provisioning_id } = await there('kept');
    const server = (await site.client.servers()).find(({ name }) => name === 'kept');
    const protect = (on: boolean) =>
      site.client.hetzner('POST', `/servers/${server?.id}/actions/change_protection`, { delete: on, rebuild: on });
    await protect(true);
    await askForReturn(page, provisioning_id, 'kept');
    await confirmReturn(page);
    await statusIs(page, 'Return failed');
    const wrong = page.getByRole('region', { name: 'What went wrong' });
    await wrong.getByText('delete_protected at Server node').waitFor();
    await page.getByText('Failed at “Destroy the resources”').waitFor();

    await page.getByRole('link', { name: 'View installation info' }).click();
    const left = page.getByRole('region', { name: 'Delete by hand' });
    const item = left.getByRole('listitem').filter({ hasText: `hcloud server delete ${server?.id}` });
    await item.getByText('kept', { exact: true }).waitFor();
    expect(await item.locator('code').allTextContents()).toEqual([
      'kept',
      `hcloud server disable-protection ${server?.id} delete rebuild`,
      `hcloud server delete ${server?.id}`,
    ]);
    expect(await item.textContent()).toMatch(/€0\.0\d+/);
    await left.getByText('Goes with its server, kept').first().waitFor();

    await page.getByRole('button', { name: 'Delete provisioning status…' }).click();
    const remove = page.getByRole('dialog', { name: 'Delete the status of kept?' });
    await remove.getByText(`hcloud server delete ${server?.id}`).waitFor();
    await page.keyboard.press('Escape');

    await protect(false);
    await askForReturn(page, provisioning_id, 'kept', 'Return again…');
    await confirmReturn(page);
    await statusIs(page, 'Returned');
    expect(await site.client.billed()).not.toContain('server kept');
  }),
);

describe('two people who return the same at once', () => {
  test(
    'begin one job: the second is told that it was begun already',
    site.page(async ({ page, context, watch }) => {
      const { provisioning_id } = await there('wanted');
      const other = await context.newPage();
      watch.follow(other);
      const both = [page, other];
      await Promise.all(both.map((each) => askForReturn(each, provisioning_id, 'wanted')));
      await Promise.all(both.map(confirmReturn));
      const said = await Promise.all(both.map(saidOfReturn));
      expect(said.toSorted()).toEqual(['It is being returned already', 'The return has begun']);
      await Promise.all(both.map((each) => statusIs(each, 'Returned')));
      const kinds = (await library.history(provisioning_id)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'return_executed')).toHaveLength(1);
    }),
  );
});

async function saidOfReturn(page: Page): Promise<string> {
  const said = page.getByText(/^(The return has begun|It is being returned already)/).first();
  return /^[^.;]+/.exec((await said.textContent()) ?? '')?.[0] ?? '';
}

import { expect, test } from '@jest/globals';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

test(
  'a node that an operator cordons is left out by the next placement, which says why, and is taken again after an uncordon',
  site.page(async ({ page }) => {
    await site.client.ended((await site.client.signUp('acme')).job_id);
    const node = (await site.client.servers())[0]?.name ?? '';
    const main = page.getByRole('main');

    await page.goto('/cp/placement?plan_tier=basic&region=sg');
    await main.getByText(`Lands on ${node}.`).waitFor();

    await page.goto('/cp/infra?tab=nodes');
    await page.getByRole('button', { name: `Actions of ${node}` }).click();
    await page.getByRole('menuitem', { name: 'Cordon…' }).click();
    const dialog = page.getByRole('dialog', { name: `Cordon ${node}?` });
    await dialog.getByRole('button', { name: 'Cordon' }).click();
    // Without a reason nothing is done, and the field says so.
    await dialog.getByRole('alert').waitFor();
    expect((await site.client.node(node)).status).toBe('ready');
    await dialog.getByRole('textbox').fill('kernel update');
    await dialog.getByRole('button', { name: 'Cordon' }).click();
    await dialog.waitFor({ state: 'detached' });
    await main.getByText('kernel update').first().waitFor();
    expect(await site.client.node(node)).toMatchObject({ status: 'cordoned', status_reason: 'kernel update' });

    await page.goto('/cp/placement?plan_tier=basic&region=sg');
    await main.getByText('A new shared node is made', { exact: false }).first().waitFor();
    await main
      .getByRole('row', { name: node })
      .getByText(/cordoned/i)
      .first()
      .waitFor();
    const { placement } = await site.client.signUp('birch');
    expect(placement).toMatchObject({ create_new_server: true, target_server_id: null });

    await page.goto(`/cp/infra?tab=nodes&node_id=${node}`);
    await page
      .getByRole('button', { name: `Actions of ${node}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Uncordon…' }).click();
    const undo = page.getByRole('dialog', { name: `Uncordon ${node}?` });
    await undo.getByRole('textbox').fill('updated');
    await undo.getByRole('button', { name: 'Uncordon' }).click();
    await undo.waitFor({ state: 'detached' });
    expect((await site.client.node(node)).status).toBe('ready');
  }),
);

import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

let node: string;
beforeAll(async () => {
  await site.client.ended((await site.client.signUp('acme')).job_id);
  node = (await site.client.servers())[0]?.name ?? '';
});

/** The question, as the node's row in the list asks it. */
async function askToRetire(page: Page) {
  await page.goto('/cp/infra?tab=nodes');
  await page.getByRole('button', { name: `Actions of ${node}` }).click();
  await page.getByRole('menuitem', { name: 'Retire…' }).click();
  return page.getByRole('dialog', { name: `Retire ${node}?` });
}

test(
  'a node on which a tenant lives is not retired: the dialog names the tenant, and drains the node instead',
  site.page(async ({ page }) => {
    const dialog = await askToRetire(page);
    await dialog.getByText('It is not empty, so it can not be retired.').waitFor();
    await dialog.getByRole('link', { name: 'acme' }).waitFor();
    await dialog.getByText('Return these tenants first.').waitFor();
    expect(await dialog.getByRole('textbox').count()).toBe(0);

    await dialog.getByRole('button', { name: 'Drain instead' }).click();
    const drain = page.getByRole('dialog', { name: `Drain ${node}?` });
    await drain.getByRole('textbox').fill('its datacenter closes');
    await drain.getByRole('button', { name: 'Drain' }).click();
    await drain.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: node }).getByText('Draining').waitFor();
    expect(await site.client.node(node)).toMatchObject({ status: 'draining', status_reason: 'its datacenter closes' });
    expect(await site.client.servers()).toHaveLength(1);
  }),
);

test(
  'a node to which a tenant moves while its name is typed is refused, with who is there',
  site.page(async ({ page, watch }) => {
    await site.client.ended((await site.client.giveBack('acme')).job_id);
    await site.client.changeNode(node, 'cordon');
    await site.client.changeNode(node, 'uncordon');
    const dialog = await askToRetire(page);
    await dialog.getByLabel(`Type ${node} to confirm`).fill(node);

    const birch = await site.client.signUp('birch');
    expect(birch.placement.target_server_id).toBe(node);
    await site.client.ended(birch.job_id);
    watch.allow(new RegExp(`^POST /internal/nodes/${node}/retire answered 409$`));
    await dialog.getByRole('button', { name: 'Retire' }).click();
    const refusal = dialog.getByRole('alert').filter({ hasText: 'node_in_use' });
    await refusal.getByText(`On ${node} are birch`).waitFor();
    await refusal.getByText('Return or move the tenants of the node first.').waitFor();
    expect((await site.client.node(node)).status).toBe('ready');
    expect(await site.client.servers()).toHaveLength(1);
  }),
);

test(
  'an empty node is retired by its typed name only; its server is given back and the list shows it so',
  site.page(async ({ page }) => {
    await site.client.ended((await site.client.giveBack('birch')).job_id);
    expect(await site.client.billed()).toContain(`server ${node}`);
    const dialog = await askToRetire(page);
    await dialog.getByText('Its server is destroyed by a job, and no longer billed.').waitFor();
    await dialog.getByLabel(`Type ${node} to confirm`).fill(node.slice(0, -1));
    await dialog.getByRole('button', { name: 'Retire' }).click();
    await dialog.getByText('This is not the same name.').waitFor();
    expect((await site.client.node(node)).status).toBe('ready');

    await dialog.getByLabel(`Type ${node} to confirm`).fill(node);
    await dialog.getByRole('button', { name: 'Retire' }).click();
    await dialog.waitFor({ state: 'detached' });
    const main = page.getByRole('main');
    const note = main.getByText(`${node} is being retired. Its job:`);
    const jobId = (await note.getByRole('link').textContent()) ?? '';
    expect((await site.client.ended(jobId)).kind).toBe('retire_node');
    expect(await site.client.servers()).toEqual([]);
    expect(await site.client.billed()).toEqual([]);

    await main.getByText(`${node} is retired: its server is gone.`).waitFor();
    const row = page.getByRole('row', { name: node });
    await row.getByText('Retired', { exact: true }).first().waitFor();
    await row.getByRole('button', { name: `Actions of ${node}` }).click();
    await page.getByRole('menuitem', { name: 'Open the job that made it' }).waitFor();
    expect(await page.getByRole('menuitem', { name: /Retire|Cordon|Drain|failed/ }).count()).toBe(0);
  }),
);

import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Library } from '../testing/library.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { expectFault } from './testing/field.ts';

const site = consoleOfFile();

/** A server and a volume take some ten seconds; two busy cores several times that. */
const WITHIN = { timeout: 180_000 };
const NAME = 'Orders database';

/** Of the tests one after the other: what the first has looked at is provisioned by the second, and so on. */
let library: Library;
let id: string;

const statusPage = () => `/library/provisionings/${id}`;
const statusIs = (page: Page, status: string) =>
  page.getByRole('main').getByText(status, { exact: true }).first().waitFor(WITHIN);
const lookAgain = (page: Page) => page.getByRole('button', { name: 'Read again now' }).first().click();

test(
  'what a template needs is not known at first, then missing, then present: as the inventory has it',
  site.page(async ({ page }) => {
    await page.goto('/library');
    await page.getByLabel('Search templates').fill('sql');
    await page.getByRole('link', { name: 'PostgreSQL' }).click();
    const needs = page.getByRole('region', { name: 'Prerequisites' });
    await needs.getByText('Not known yet').nth(2).waitFor();

    const run = await site.client.dispatch({}, 'inventory.yml');
    expect(run.conclusion).toBe('success');
    await lookAgain(page);
    await needs.getByText('Missing').nth(2).waitFor();
    await needs.getByText('Make a network with a subnet', { exact: false }).waitFor();

    library = await Library.open(site.client);
    await lookAgain(page);
    await needs.getByText('Present: 1').nth(2).waitFor();
    expect(await needs.getByText('Missing').count()).toBe(0);
  }),
);

test(
  'what is wrong is said beside its field as one types; the pre-flight says what is made and costs; the run leads to its status',
  site.page(async ({ page }) => {
    await page.goto('/library/templates/postgresql');
    await page.getByRole('link', { name: 'Run provisioning' }).click();
    const name = page.getByRole('textbox', { name: 'Name', exact: true });
    const prefix = page.getByRole('textbox', { name: 'Server name prefix' });
    const database = page.getByRole('textbox', { name: 'Database and its owner' });
    const preflight = page.getByRole('group', { name: 'Pre-flight' });

    await name.fill('orders/');
    await expectFault(name, 'Letters, digits, spaces and . _ - only');
    await name.fill(NAME);
    await expectFault(name, '');
    expect(await prefix.inputValue()).toBe('orders-database');
    await prefix.fill('Orders');
    await expectFault(prefix, 'Small letters, digits and single hyphens');
    await prefix.fill('orders-db');
    await expectFault(prefix, '');
    await database.fill('pg_orders');
    await database.blur();
    await expectFault(database, 'Not a name that PostgreSQL keeps for itself');
    await database.fill('orders');
    await expectFault(database, '');

    await page.getByRole('radio', { name: /^cx33 / }).check();
    await page.getByRole('radio', { name: /^hel1 / }).check();
    await preflight.getByText('Ready to run').waitFor();
    for (const said of ['orders-db', /^Server · cx33/, /^Volume · 20 GB/, /^cx33, hel1: Room/]) {
      await preflight.getByText(said).first().waitFor();
    }
    const priced = preflight.getByText(/^€[\d.]+ an hour · €[\d.]+ a month$/).first();
    const price = (await priced.textContent()) ?? '';
    expect(price).not.toMatch(/€0\.00(00)? /);
    expect(await site.client.servers()).toEqual([]);

    await page.getByRole('button', { name: 'Run provisioning' }).click();
    await page.waitForURL(/\/library\/provisionings\/lib_\w+$/);
    id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
    await statusIs(page, 'Provisioned');
    await page.getByRole('region', { name: 'Status', exact: true }).getByText(price).waitFor();
    expect((await site.client.servers()).map(({ name }) => name)).toEqual(['orders-db']);
  }),
);

test(
  'the installation info says how to get in; the password is behind a press, and each look is written down',
  site.page(async ({ page }) => {
    await page.goto(statusPage());
    await page.getByRole('link', { name: 'View installation info' }).click();
    const { outputs, resources } = await library.info(id);
    for (const { value } of outputs) await page.getByText(value, { exact: true }).waitFor();
    const table = page.getByRole('region', { name: 'Resources' });
    for (const { id } of resources) await table.getByText(id, { exact: true }).first().waitFor();

    const secrets = page.getByRole('region', { name: 'Secrets' });
    await secrets.getByText('hidden', { exact: true }).waitFor();
    const audited = async () => {
      const { job_id } = await library.provisioning(id);
      return (await site.client.audited(`job_id=${job_id}`)).filter((action) => action === 'library.secret_shown')
        .length;
    };
    expect(await audited()).toBe(0);
    await secrets.getByRole('button', { name: /^Show / }).click();
    const password = await secrets.locator('code').textContent();
    expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(await audited()).toBe(1);
    await secrets.getByRole('button', { name: /^Hide / }).click();
    await secrets.getByText('hidden', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(password);
  }),
);

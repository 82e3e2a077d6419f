import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Library } from '../testing/library.ts';
import { until } from '../testing/poll.ts';
import { holdApi } from './testing/broken-network.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { expectFault } from './testing/field.ts';

const site = consoleOfFile();

const FORM = '/library/templates/shared-node/run';
const PREFLIGHT = '/internal/library/templates/shared-node/preflight';
const NAME = 'Taken';
const HOUR_MS = 3_600_000;

let library: Library;
beforeAll(async () => {
  library = await Library.open(site.client);
  const subnets = [{ type: 'cloud', ip_range: '10.60.1.0/24', network_zone: 'us-east' }];
  await site.client.hetzner('POST', '/networks', { name: 'branch', ip_range: '10.60.0.0/16', subnets });
  await library.look();
});

const preflightOf = (page: Page) => page.getByRole('group', { name: 'Pre-flight' });
const nameOf = (page: Page) => page.getByRole('textbox', { name: 'Name', exact: true });
const networkOf = (page: Page) => page.getByLabel('Network', { exact: true });
const locationOf = (page: Page) => page.getByRole('radiogroup', { name: 'Location' });
const choiceOf = (page: Page, value: string) => page.getByRole('radio', { name: new RegExp(`^${value} `) });
const inAddress = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** Fills in a form on which there is nothing wrong. */
async function fillIn(page: Page, name: string, location: string): Promise<void> {
  await page.goto(FORM);
  await nameOf(page).fill(name);
  await networkOf(page).selectOption(String(library.ground.network_id));
  await choiceOf(page, 'cx33').check();
  await choiceOf(page, location).check();
  await preflightOf(page).getByText('Ready to run').waitFor();
}

/** When the pre-flight that is shown was asked, ms since 1970. */
async function checkedAt(page: Page): Promise<number> {
  const said = preflightOf(page).getByText(/^Checked /);
  return Date.parse((await said.locator('time').getAttribute('datetime')) ?? '');
}

test(
  'the pre-flight says when it was asked, also when it is asked once more of the same',
  site.page(async ({ page }) => {
    const before = Date.now();
    await fillIn(page, 'Sizes', 'nbg1');
    const first = await checkedAt(page);
    expect(first).toBeGreaterThanOrEqual(before);
    expect(first).toBeLessThanOrEqual(Date.now());
    await page.getByRole('button', { name: 'Read again now' }).click();
    await until('a later pre-flight', async () => ((await checkedAt(page)) > first ? true : undefined));
  }),
);

test(
  'the location stays while one goes through the sizes, and goes with the network that does not lead there',
  site.page(async ({ page }) => {
    await fillIn(page, 'Sizes', 'nbg1');
    await choiceOf(page, 'cx43').check();
    await preflightOf(page)
      .getByText(/^cx43, nbg1: /)
      .waitFor();
    expect(await choiceOf(page, 'nbg1').isChecked()).toBe(true);
    await page.waitForURL(/server_type=cx43/);
    expect(inAddress(page, 'location')).toBe('nbg1');

    await networkOf(page).selectOption('branch · 10.60.0.0/16 · 0 servers');
    await choiceOf(page, 'nbg1').waitFor({ state: 'detached' });
    // The only one that there is.
    await page.waitForURL(/location=ash/);
    // Not sold there, which is said: whoever goes on to one that is has not lost the location.
    await expectFault(locationOf(page), 'This size is not sold in ash: choose another size or location.');
    await preflightOf(page).getByText('Nowhere: the chosen size is not sold in this location.').waitFor();
    await choiceOf(page, 'cpx21').check();
    await expectFault(locationOf(page), '');
    await preflightOf(page)
      .getByText(/^cpx21, ash: /)
      .waitFor();
    await choiceOf(page, 'cx43').check();
    await expectFault(locationOf(page), 'This size is not sold in ash');
    expect(await choiceOf(page, 'ash').isChecked()).toBe(true);
  }),
);

test(
  'a size that no location had room for lately may be run, and the pre-flight does not call that ready',
  site.page(async ({ page }) => {
    await fillIn(page, 'Sizes', 'nbg1');
    // Retired in Europe: the inventory has it as not available in any location there.
    await choiceOf(page, 'cpx21').check();
    await preflightOf(page).locator('header').getByText('No room lately').waitFor();
    await preflightOf(page).getByText('Ready to run').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Run provisioning' }).isEnabled()).toBe(true);
  }),
);

test(
  'what the server refuses stands beside the field that it is about, and goes with that entry alone',
  site.page(async (open) => {
    const { page, watch } = open;
    await fillIn(page, NAME, 'fsn1');

    // Another is faster, and this page has not heard of it when Run is pressed.
    let letGo = await holdApi(open, PREFLIGHT);
    await library.provision('shared-node', NAME, { server_prefix: 'first' });
    watch.allow(/^POST \/internal\/library\/provisionings answered 422$/);
    const refused = page.waitForResponse((answer) => answer.status() === 422);
    await page.getByRole('button', { name: 'Run provisioning' }).click();
    await refused;
    await letGo();
    await expectFault(nameOf(page), 'A provisioning on the list has this name');
    await nameOf(page).and(page.locator(':focus')).waitFor();

    await choiceOf(page, 'cx43').check();
    await preflightOf(page)
      .getByText(/^cx43, fsn1: /)
      .waitFor();
    await expectFault(nameOf(page), 'A provisioning on the list has this name');
    // At once: before anybody has been asked about the new name.
    letGo = await holdApi(open, PREFLIGHT);
    await nameOf(page).fill('Free');
    await expectFault(nameOf(page), '');
    await letGo();
    await preflightOf(page).getByText('Ready to run').waitFor();
    expect(await page.getByRole('main').getByRole('alert').count()).toBe(0);
  }),
);

test(
  'the history is narrowed by times of the reader’s zone, or of UTC; the address has them in UTC, and keeps them',
  site.page(async ({ page }) => {
    const begun = await library.provision('shared-node', 'Told', { server_prefix: 'told' });
    await library.ended(begun, 'provisioned');
    const events = await library.history(begun.provisioning_id);
    const [at = 0] = events.map((event) => event.at);
    // To the minute, as the field has it.
    const after = new Date(Math.floor((at - HOUR_MS) / 60_000) * 60_000);
    const inSeoul = new Date(after.getTime() + 9 * HOUR_MS);
    const asTyped = (time: Date) => time.toISOString().slice(0, 16);
    const from = (zone: string) => page.getByLabel(`From (${zone})`);

    await page.goto('/library/history');
    const row = page
      .getByRole('region', { name: 'Events' })
      .getByRole('row')
      .filter({ hasText: 'Provisioning executed' })
      .filter({ hasText: 'Told' });
    await row.waitFor();
    await from('your time').fill(asTyped(inSeoul));
    await page.waitForURL(({ searchParams }) => searchParams.get('after') === after.toISOString());
    await row.waitFor();
    await page.getByLabel('Up to (your time)').fill(asTyped(inSeoul));
    await page.waitForURL(({ searchParams }) => searchParams.get('before') === after.toISOString());
    await page.getByText('No event fits. Change the filters.').waitFor();

    // Whoever is sent the address sees the same, in the zone of their own choice.
    await page.reload();
    await page.getByText('No event fits. Change the filters.').waitFor();
    expect(await from('your time').inputValue()).toBe(asTyped(inSeoul));
    await page.getByRole('button', { name: 'Times: How long ago' }).click();
    await page.getByRole('button', { name: 'Times: Local time' }).click();
    expect(await from('UTC').inputValue()).toBe(asTyped(after));
    expect(inAddress(page, 'after')).toBe(after.toISOString());
    await page.getByLabel('Up to (UTC)').fill(asTyped(new Date(after.getTime() + 2 * HOUR_MS)));
    await row.waitFor();
  }),
);

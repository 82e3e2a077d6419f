import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

/** A retry takes some seconds; two busy cores several times that. */
const WITHIN = { timeout: 120_000 };

/** Whose names somebody else's records have, as after a night in which someone has changed the zone by hand. */
const STUCK = ['birch', 'cedar', 'dogwood'] as const;
type Stuck = (typeof STUCK)[number];

const nameOf = (tenantId: string) => `${tenantId}.${site.world.connection.cloudflare_zone}`;
const jobs = {} as Record<Stuck, string>;
let done: string;

beforeAll(async () => {
  done = (await site.client.signUp('acme')).job_id;
  await site.client.ended(done);
  for (const tenant of STUCK) {
    await site.client.addRecord({ type: 'A', name: nameOf(tenant), content: '203.0.113.9' });
    jobs[tenant] = (await site.client.signUp(tenant)).job_id;
  }
  for (const tenant of STUCK) await site.client.ended(jobs[tenant], 'failed');
});

const rowOf = (page: Page, tenant: string) =>
  page.getByRole('row').filter({ has: page.getByRole('link', { name: tenant, exact: true }) });

/** Mends its cause, and retries it: as another operator would, without this page. */
async function retriedElsewhere(tenant: Stuck): Promise<void> {
  await site.client.removeRecord(nameOf(tenant));
  await site.client.retry(jobs[tenant]);
  await site.client.ended(jobs[tenant]);
}

test(
  'failed jobs that are selected are retried at once; one that somebody else has got through meanwhile is refused and told',
  site.page(async ({ page, watch }) => {
    await page.goto('/cp/infra?tab=jobs');
    for (const tenant of STUCK) await page.getByRole('checkbox', { name: `Select ${jobs[tenant]}` }).check();
    await rowOf(page, 'acme').getByText('Completed').waitFor();
    // Only what has failed can be chosen.
    expect(await page.getByRole('checkbox', { name: `Select ${done}` }).count()).toBe(0);
    await page.getByText('3 failed selected').waitFor();
    await page.getByRole('button', { name: 'Retry 3…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Retry 3 failed jobs' });
    const told = (tenant: Stuck) => dialog.getByRole('listitem').filter({ hasText: jobs[tenant] });
    for (const tenant of STUCK) await told(tenant).getByText('dns_taken').waitFor();

    await retriedElsewhere('dogwood');
    for (const tenant of ['birch', 'cedar']) await site.client.removeRecord(nameOf(tenant));
    watch.allow(new RegExp(`^POST /internal/provision-jobs/${jobs.dogwood}/retry answered 409$`));
    await dialog.getByRole('button', { name: 'Retry 3', exact: true }).click();

    await dialog.getByRole('status').filter({ hasText: '2 on their way, 1 refused.' }).waitFor();
    await told('dogwood').getByText(`${jobs.dogwood} is completed: only what failed or was cancelled`).waitFor();
    for (const tenant of ['birch', 'cedar'] as const) {
      await told(tenant)
        .getByText(/^(Queued|Waiting|Dispatching|Dispatched|Running)$/)
        .waitFor();
    }
    await dialog.getByRole('button', { name: 'Retry the 1 refused' }).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'detached' });

    for (const tenant of STUCK) await rowOf(page, tenant).getByText('Completed').waitFor(WITHIN);
    await page.getByText('failed selected').waitFor({ state: 'detached' });
    for (const tenant of STUCK) {
      // Each began one attempt more, not two.
      expect(await site.client.job(jobs[tenant])).toMatchObject({ status: 'completed', attempt: 2 });
      expect((await site.client.tenant(tenant)).status).toBe('active');
    }
  }),
);

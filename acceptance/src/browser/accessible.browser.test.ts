import { beforeAll, describe, expect, test } from '@jest/globals';
import { expectNoAxeViolations } from './testing/axe.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { faultsOf, visit } from './testing/every-page.ts';
import { expectNoSidewaysScroll } from './testing/sideways-scroll.ts';

const site = consoleOfFile();

/** Forty looks of axe, each of some seconds where both cores are busy. */
const WITHIN_MS = 600_000;

/** Every page by name, full and empty. */
const pages = new Map<string, string>();
beforeAll(async () => {
  const { client } = site;
  const { job_id, trace_id } = await client.signUp('acme');
  await client.ended(job_id);
  await client.fault({
    request: { method: 'POST', path: '/v1/servers' },
    count: 1000,
    status: 412,
    code: 'resource_unavailable',
  });
  const failed = await client.signUp('cedar', { plan_tier: 'enterprise', region: 'eu' });
  await client.ended(failed.job_id, 'failed');
  await client.noFaults();
  const node = (await client.servers())[0]?.name ?? '';
  const launch = async (tenant: string) => (await client.launchUrl(tenant)).slice(site.origin.length);
  for (const [name, path] of [
    ['the directory', '/cp/tenant'],
    ['a search without a hit', '/cp/tenant?q=nobody'],
    ['a tenant', '/cp/tenant?tenant_id=acme'],
    ['a failed tenant', '/cp/tenant?tenant_id=cedar'],
    ['an empty trace page', '/cp/provision-trace'],
    ['a trace', `/cp/provision-trace?job_id=${job_id}`],
    ['a failed trace', `/cp/provision-trace?job_id=${failed.job_id}`],
    ['onboarding', '/cp/onboarding?tenant_id=acme'],
    ['jobs', '/cp/infra'],
    ['no jobs', '/cp/infra?status=cancelled'],
    ['nodes', '/cp/infra?tab=nodes'],
    ['a node', `/cp/infra?tab=nodes&node_id=${node}`],
    ['a raw trace', `/cp/infra?tab=trace&trace_id=${trace_id}`],
    ['orphans', '/cp/infra?tab=orphans'],
    ['dispatch', '/cp/infra?tab=dispatch'],
    ['placement', '/cp/placement'],
    ['stored decisions', `/cp/placement?tenant_id=acme`],
    ['error codes', '/cp/errors'],
    ['an error code', '/cp/errors?code=attempt_ended'],
    ['an unknown page', '/cp/nowhere'],
    ['Launch', await launch('acme')],
    ['Launch of a failed tenant', await launch('cedar')],
    ['Launch without a link', '/launch'],
  ] as const)
    pages.set(name, path);
});

describe('every page', () => {
  test(
    'has nothing that axe objects to, in light and dark',
    site.page(async (open) => {
      open.watch.allow(/answered 404$/);
      expect(await faultsOf(open, pages, expectNoAxeViolations)).toEqual([]);
    }),
    WITHIN_MS,
  );

  test(
    'in Korean too, and says so to whoever reads it aloud',
    site.page(
      async (open) => {
        open.watch.allow(/answered 404$/);
        expect(
          await faultsOf(open, pages, async (page) => {
            expect(await page.evaluate(() => document.documentElement.lang)).toBe('ko');
            await expectNoAxeViolations(page);
          }),
        ).toEqual([]);
      },
      { language: 'ko-KR' },
    ),
    WITHIN_MS,
  );

  test(
    'fits into 360 pixels',
    site.page(async (open) => {
      open.watch.allow(/answered 404$/);
      expect(await faultsOf(open, pages, expectNoSidewaysScroll)).toEqual([]);
    }),
  );
});

test(
  'the sign-in, the palette and a dialog have nothing that axe objects to',
  site.page(async (open) => {
    const { page } = open;
    await visit(open, '/cp/infra');
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await visit(open, '/cp/tenant?tenant_id=acme');
    await page.getByRole('button', { name: 'Return…' }).click();
    await page.getByRole('dialog').waitFor();
    await expectNoAxeViolations(page);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Operator key').waitFor();
    await expectNoAxeViolations(page);
  }),
);

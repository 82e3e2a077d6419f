import { beforeAll, expect, test } from '@jest/globals';
import { consoleOfFile } from './testing/console-file.ts';
import type { OpenPage } from './testing/with-page.ts';

const site = consoleOfFile();

beforeAll(async () => {
  await site.client.ended((await site.client.signUp('acme')).job_id);
});

/** A page as it is, and its params that take only certain values. */
const PAGES = [
  ['/cp/tenant', 'status', 'show', 'order', 'group', 'enqueue'],
  ['/cp/tenant?tenant_id=acme', 'show', 'order', 'group'],
  ['/cp/provision-trace', 'attempt', 'finer', 'show', 'every'],
  ['/cp/infra', 'tab', 'status', 'kind', 'region', 'since', 'order'],
  ['/cp/infra?tab=nodes', 'node_status', 'role', 'region', 'stale'],
  ['/cp/infra?tab=orphans', 'drift_status', 'region'],
  ['/cp/placement', 'view', 'plan_tier', 'region'],
  ['/cp/keys'],
  ['/cp/errors', 'area'],
  ['/library', 'category'],
  ['/library/templates/postgresql'],
  ['/library/templates/postgresql/run'],
  ['/library/provisionings', 'status'],
  ['/library/history', 'kind', 'after', 'before', 'provisioning_id', 'log'],
] as const;

/** What the page is made of, once it has read everything. */
async function headingsAt({ page, watch }: OpenPage, path: string): Promise<string[]> {
  await page.goto('about:blank');
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await watch.quiet();
  return page.getByRole('heading').allTextContents();
}

test.each(PAGES)(
  'nonsense in the address of %s changes nothing, is asked of no API, and is out of the address then',
  async (path, ...params) => {
    await site.page(async (open) => {
      const asItIs = await headingsAt(open, path);
      const { pathname, search } = new URL(path, site.origin);
      for (const param of [...params, 'unheard_of']) {
        const nonsense = `${pathname}${search ? `${search}&` : '?'}${param}=zzz`;
        expect({ param, headings: await headingsAt(open, nonsense) }).toEqual({ param, headings: asItIs });
        expect(open.page.url()).toBe(`${site.origin}${path}`);
      }
    })();
  },
);

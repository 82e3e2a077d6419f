import { beforeAll, describe, expect, test } from '@jest/globals';
import { until } from '../testing/poll.ts';
import { consoleOfFile } from './testing/console-file.ts';
import { lookOf, losesNothing } from './testing/refused-key.ts';

const site = consoleOfFile();

let tracePath: string;
beforeAll(async () => {
  const { job_id } = await site.client.signUp('acme');
  await site.client.ended(job_id);
  tracePath = `/cp/provision-trace?job_id=${job_id}`;
});

describe('a key that is refused later', () => {
  test(
    'is asked for again over the page, which keeps its address, its scroll and what was typed',
    site.page(
      async (open) => {
        await open.page.goto(tracePath);
        await losesNothing(open, site.key, async () => {
          await open.page.getByPlaceholder('job_…').fill('job_half_typed');
          await open.page.mouse.wheel(0, 250);
          await until('the page to be scrolled', async () =>
            (await lookOf(open.page)).scrolled > 0 ? true : undefined,
          );
        });
        expect((await lookOf(open.page)).fields).toContain('job_half_typed');
      },
      { signedIn: false, size: { width: 1000, height: 500 } },
    ),
  );

  test(
    'leaves the filters of a list as they were',
    site.page(
      async (open) => {
        await open.page.goto('/cp/infra?region=sg&status=completed&order=newest');
        await losesNothing(open, site.key, async () => {
          await open.page.getByLabel('Region').selectOption('eu');
          await open.page.waitForURL(/region=eu/);
        });
        expect(open.page.url()).toMatch(/region=eu&status=completed&order=newest$/);
      },
      { signedIn: false },
    ),
  );
});

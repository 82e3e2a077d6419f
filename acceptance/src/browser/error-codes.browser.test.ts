import { expect, test } from '@jest/globals';
import { consoleOfFile } from './testing/console-file.ts';

const site = consoleOfFile();

test(
  'the code of whatever failed leads to what it means and what to do, and from there to what is like it',
  site.page(async ({ page, watch }) => {
    watch.allow(/answered 404$/);
    await page.goto('/cp/provision-trace?job_id=job_nobodys');
    await page.getByRole('link', { name: 'job_not_found' }).click();
    await page.waitForURL(/\/cp\/errors\?code=job_not_found$/);
    const read = page.getByRole('region', { name: 'job_not_found' });
    await read.getByText('There is no job with this id.').waitFor();
    await read.getByText('From the control plane, as an answer').waitFor();
    await read.getByText('What to do.').waitFor();

    await page.getByRole('searchbox', { name: 'Find a code' }).fill('  LONGER deadline ');
    await page.waitForURL(/\bq=LONGER(\+|%20)deadline\b/);
    const list = page.getByRole('region', { name: 'Codes' });
    await list.getByRole('link', { name: 'deadline_exceeded' }).click();
    const deadline = page.getByRole('region', { name: 'deadline_exceeded' });
    await deadline.getByText('From the run of a stack').waitFor();
    // A page of the repository names another one: here that is a link within this page.
    await deadline.getByRole('link', { name: 'stack_lock_left' }).click();
    await page.waitForURL(/\/cp\/errors\?code=stack_lock_left$/);
    await page.getByRole('region', { name: 'stack_lock_left' }).waitFor();
  }),
);

test(
  'a code that two of them give says what it means at each, and one that nobody knows says so',
  site.page(async ({ page }) => {
    await page.goto('/cp/errors?code=attempt_ended');
    await page.getByRole('article').first().waitFor();
    await expect(page.getByRole('article').getByRole('heading').allTextContents()).resolves.toEqual([
      'From the action',
      'From the control plane, as an answer',
    ]);
    await page.goto('/cp/errors?code=no_such_code');
    await page.getByText('No page explains no_such_code').waitFor();
    await page
      .getByRole('navigation', { name: 'Where codes come from' })
      .getByRole('link', { name: /^Job \(/ })
      .click();
    await page.getByRole('region', { name: 'Codes' }).getByRole('link', { name: 'run_silent' }).waitFor();
  }),
);

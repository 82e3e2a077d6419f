import type { Page } from 'playwright-core';
import type { OpenPage } from './with-page.ts';

/** Goes there, and stays until it stands. */
export async function visit({ page, watch }: OpenPage, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await watch.quiet();
}

/** The faults of these pages, by their names. `pages`: paths by name. */
export async function faultsOf(
  open: OpenPage,
  pages: ReadonlyMap<string, string>,
  check: (page: Page) => Promise<void>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, path] of pages) {
    await visit(open, path);
    await check(open.page).catch((error: Error) => faults.push(`${name}: ${error.message}`));
  }
  return faults;
}

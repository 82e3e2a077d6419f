import type { Page } from 'playwright-core';

/** Goes there, and stays until it stands. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

/** The faults of these pages, by their names. `pages`: paths by name. */
export async function faultsOf(
  page: Page,
  pages: ReadonlyMap<string, string>,
  check: (page: Page) => Promise<void>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, path] of pages) {
    await visit(page, path);
    await check(page).catch((error: Error) => faults.push(`${name}: ${error.message}`));
  }
  return faults;
}

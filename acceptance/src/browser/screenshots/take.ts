import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Client } from '../../testing/client.ts';
import { type OpenPage, openPage } from '../testing/with-page.ts';
import type { Facts } from './facts.ts';
import type { PageToShow } from './pages.ts';
import { fileName, LANGUAGES, SIZES, type Variant } from './variants.ts';

export interface Studio {
  readonly browser: Browser;
  readonly client: Client;
  readonly facts: Facts;
  /** Where the pictures go. */
  readonly folder: string;
  /** The whole page, not only what a screen shows of it. */
  readonly whole: boolean;
}

/**
 * Opens the page once for each language and takes it in all of these variants.
 * @returns what the page did meanwhile that it must not; `undefined` where the world has nothing to show on it
 */
export async function takePage(
  studio: Studio,
  page: PageToShow,
  variants: readonly Variant[],
): Promise<string[] | undefined> {
  const path = await page.path(studio.facts, (tenantId) => studio.client.launchUrl(tenantId));
  if (path === undefined) return undefined;
  const problems: string[] = [];
  for (const language of ['en', 'ko'] as const) {
    const wanted = variants.filter((variant) => variant.language === language);
    if (wanted.length > 0) problems.push(...(await takeInLanguage(studio, page, path, wanted, language)));
  }
  return problems;
}

async function takeInLanguage(
  { browser, client, folder, whole }: Studio,
  { name, before, after, restless, signedOut }: PageToShow,
  path: string,
  variants: readonly Variant[],
  language: keyof typeof LANGUAGES,
): Promise<string[]> {
  const { control_plane_url, internal_api_key } = client.world.connection;
  const signedIn = !signedOut && !name.startsWith('launch');
  const wish = { language: LANGUAGES[language], size: SIZES.wide, ...(signedIn && { key: internal_api_key }) };
  const open = await openPage(browser, control_plane_url, wish);
  try {
    await before?.(open);
    await open.page.goto(path);
    await settled(open, restless && !after);
    await after?.(open);
    for (const variant of variants) {
      await open.page.emulateMedia({ colorScheme: variant.theme });
      await open.page.setViewportSize(SIZES[variant.width]);
      await settled(open, restless);
      const picture = await open.page.screenshot({ fullPage: whole, animations: 'disabled', caret: 'hide' });
      await writeFile(join(folder, fileName(name, variant)), picture);
    }
    return open.watch.problems.map((problem) => `${name}: ${problem}`);
  } finally {
    await open.context.close();
  }
}

/** Resolves when everything that was asked for is there and drawn. What is held back is not waited for. */
async function settled({ page, watch }: OpenPage, restless = false): Promise<void> {
  // Not by its role: an open dialog hides the page from whoever asks by that.
  await page.locator('main').first().waitFor();
  if (!restless) {
    await watch.quiet();
    await page.locator('[aria-busy=true], [role=status] .animate-pulse').first().waitFor({ state: 'detached' });
  }
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

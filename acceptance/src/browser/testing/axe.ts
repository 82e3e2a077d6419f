import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** WCAG 2.2 to its level AA, which holds all before it, and what axe takes for good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** @throws {Error} that names each element with the rule that it breaks, in light and in dark */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  const found = [...(await violations(page, 'light')), ...(await violations(page, 'dark'))];
  await page.emulateMedia({ colorScheme: null });
  if (found.length > 0) throw new Error(`${page.url()} is not accessible:\n${found.join('\n')}`);
}

async function violations(page: Page, theme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme: theme });
  // The style has to be worked out anew before its colours are looked at.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const { violations: broken } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return broken.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => {
      const why = failureSummary.split('\n').slice(1).join('; ').replaceAll(/\s+/g, ' ').trim();
      return `${theme}: ${target.join(' ')} breaks ${id} (${help}): ${why}`;
    }),
  );
}

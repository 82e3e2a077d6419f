import type { Page } from 'playwright-core';

/** Presses a key until what is focused is named so; whoever has no mouse has no other way. */
export async function goTo(page: Page, key: string, name: RegExp, most = 80): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press(key);
    if (name.test(await focused(page))) return;
  }
  throw new Error(`${name} is not reached by ${most} × ${key}; the focus is on "${await focused(page)}"`);
}

/** What the focused element is called, by its label and its text; '' where the focus is nowhere. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return '';
    const label =
      'labels' in element ? [...((element.labels as NodeListOf<HTMLElement>) ?? [])].map((it) => it.textContent) : [];
    return [element.ariaLabel, ...label, element.textContent].filter(Boolean).join(' ');
  });

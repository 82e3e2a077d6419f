import type { Page } from 'playwright-core';

/** Phones that are still in use are not narrower. */
export const NARROW = { width: 360, height: 800 };

/** @throws {Error} that names what sticks out, where the page is wider than a window of 360 pixels */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(NARROW);
  // What is laid out by the window's width in script is so only in the next frame.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  const sticksOut = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    /** What an element inside scrolls or hides by itself moves the page by nothing. */
    const isHeld = (element: Element): boolean => {
      const parent = element.parentElement;
      return parent !== null && (getComputedStyle(parent).overflowX !== 'visible' || isHeld(parent));
    };
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5 && !isHeld(element),
    );
    const names = wide.map((element) => {
      const { right } = element.getBoundingClientRect();
      return `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 40)}" reaches to ${Math.round(right)}`;
    });
    return [`the page is ${scrollWidth} wide`, ...names];
  });
  if (before) await page.setViewportSize(before);
  if (sticksOut.length > 0) {
    throw new Error(`${page.url()} scrolls sideways in ${NARROW.width} pixels:\n${sticksOut.join('\n')}`);
  }
}

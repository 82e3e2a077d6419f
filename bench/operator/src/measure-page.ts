import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { OPERATOR_KEY } from './served-console.ts';

const IN_PAGE = fileURLToPath(new URL('./in-page.js', import.meta.url));
/** Seven rows a frame and more: a hand on the wheel that means it. */
const PIXELS_A_FRAME = 440;
/** Nearly a row a frame, for so many frames: the fastest at which the console draws each row whole. */
const WHOLE = { pixels: 50, frames: 300 };

/** What one page of one side took. Times in ms. */
export interface Measured {
  readonly firstRow: number;
  /** The same from the browser's cache, by loading the page again. */
  readonly firstRowAgain: number;
  readonly frames: readonly number[];
  /** The same at a pace at which each row is drawn whole. */
  readonly wholeFrames: readonly number[];
  /** Rows in the document at most. */
  readonly drawn: number;
  /** Rows that were passed. */
  readonly passed: number;
  readonly heapMb: number;
  /** Paths of the scripts that the first view needed. */
  readonly scripts: readonly string[];
}

export interface PageOf {
  readonly address: string;
  /** What the browser is given instead of an answer, for the peer. */
  readonly html?: string;
  readonly rows: number;
}

/** Opens the page with nothing in the cache, once more with everything there, and scrolls through all of its rows. */
export async function measurePage(browser: Browser, { address, html, rows }: PageOf): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    await context.addInitScript({ path: IN_PAGE });
    await context.addInitScript(`sessionStorage.setItem('cp_internal_key', ${JSON.stringify(OPERATOR_KEY)})`);
    if (html !== undefined)
      await context.route(address, (route) => route.fulfill({ body: html, contentType: 'text/html' }));
    const page = await context.newPage();
    const scripts = scriptsOf(page);
    await page.goto(address);
    const firstRow = await firstRowOf(page);
    const needed = [...scripts];
    await page.reload();
    const firstRowAgain = await firstRowOf(page);
    await page.evaluate('globalThis.complete');
    const scrolled = await page.evaluate<Scrolled>(`scrollThrough(${PIXELS_A_FRAME}, ${rows})`);
    const heapMb = await heapOf(context, page);
    const whole = await page.evaluate<Scrolled>(`scrollThrough(${WHOLE.pixels}, ${rows}, ${WHOLE.frames})`);
    const { frames, drawn, last: passed } = scrolled;
    return { firstRow, firstRowAgain, frames, wholeFrames: whole.frames, drawn, passed, heapMb, scripts: needed };
  } finally {
    await context.close();
  }
}

/** What in-page.js answers. */
interface Scrolled {
  readonly frames: number[];
  readonly drawn: number;
  readonly last: number;
}

const firstRowOf = (page: Page): Promise<number> => page.evaluate<number>('firstRowAt');

/** The paths of the scripts that the page reads from now on, as they come. */
export function scriptsOf(page: Page): Set<string> {
  const scripts = new Set<string>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.add(new URL(response.url()).pathname);
  });
  return scripts;
}

async function heapOf(context: BrowserContext, page: Page): Promise<number> {
  const session: CDPSession = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}

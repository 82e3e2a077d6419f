import type { Browser, BrowserContext, Page } from 'playwright-core';
import { keepEvidence } from './evidence.ts';
import { PageWatch } from './page-watch.ts';
import { rememberKey } from './sign-in.ts';

export interface PageWish {
  readonly theme?: 'light' | 'dark';
  readonly language?: 'en-US' | 'ko-KR';
  /** Of the viewport, in CSS pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Signs in without the dialog: for tests that are about something else. */
  readonly key?: string;
  /** `reduce` by default, so that nothing is looked at half-way. */
  readonly motion?: 'reduce' | 'no-preference';
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: PageWatch;
}

/** A busy machine runs a world, an engine and the browser on two cores; what is not there by then will not come. */
const WITHIN_MS = 30_000;
/** What nobody's screen is smaller or larger than by far. */
const USUAL_SIZE = { width: 1280, height: 800 };

/** A page of the console in a context of its own: no cookie, key or cache of another one. Its paths begin at `origin`. */
export async function openPage(browser: Browser, origin: string, wish: PageWish = {}): Promise<OpenPage> {
  const { theme = 'light', language = 'en-US', size = USUAL_SIZE, key, motion = 'reduce' } = wish;
  const context = await browser.newContext({
    ...{ baseURL: origin, colorScheme: theme, locale: language, viewport: size, reducedMotion: motion },
    // Away from UTC, so that one is never taken for the other.
    timezoneId: 'Asia/Seoul',
  });
  context.setDefaultTimeout(WITHIN_MS);
  const watch = await PageWatch.of(context, origin);
  if (key !== undefined) await rememberKey(context, origin, key);
  const page = await context.newPage();
  watch.follow(page);
  return { page, context, watch };
}

/**
 * Does `body` on a page of its own.
 * @throws {Error} what `body` throws, or what the page did that it must not; with where a picture of the page lies
 */
export async function withPage(
  browser: Browser,
  origin: string,
  wish: PageWish,
  body: (open: OpenPage) => Promise<void>,
): Promise<void> {
  const open = await openPage(browser, origin, wish);
  try {
    await body(open);
    if (!open.page.isClosed()) await heard(open.page);
    const problems = new Set(open.watch.problems);
    if (problems.size > 0) throw new Error(`The page did what it must not:\n${[...problems].join('\n')}`);
  } catch (error) {
    throw await keepEvidence(open, error);
  } finally {
    await open.context.close();
  }
}

/**
 * What the page did until now is heard before its answer. While it is left for another one there is none: that one is asked,
 * a few times at most.
 */
async function heard(page: Page, more = 3): Promise<void> {
  try {
    await page.evaluate('0');
  } catch (error) {
    if (more === 0) throw error;
    await heard(page, more - 1);
  }
}

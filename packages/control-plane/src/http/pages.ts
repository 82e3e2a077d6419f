import type { Context, MiddlewareHandler } from 'hono';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';
import { PAGE_ACCESS } from '../auth/access.ts';
import { accessTo } from '../auth/match-access.ts';

/** Where an operator who has typed no path begins. */
const HOME = '/cp/infra';

/** What stands at the paths of the access table: everything in the console but Launch finds its page in the browser. */
const fileAt = (path: string): string => (path === '/launch' ? '/launch.html' : '/index.html');

/** Everything comes from here, and nothing stands in the page itself. `data:` is for small pictures: in styles, and templates' icons. */
const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
});

/**
 * The console's pages, for whoever asks: they hold nothing but names of files, and need neither the settings nor D1. What
 * they show they ask the API for.
 */
export function pages(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  for (const [, path] of PAGE_ACCESS) {
    const answer = path === '/' ? (c: Context<AppEnv>) => c.redirect(HOME) : pageOf(fileAt(path));
    app.get(path, openTo, pageHeaders, answer);
  }
  return app;
}

/** For the access line of the log. */
const openTo: MiddlewareHandler<AppEnv> = async (c, next) => {
  const access = accessTo(c.req.method, c.req.path);
  if ('path' in access) c.set('access', access);
  c.set('caller', { kind: 'open' });
  await next();
};

const pageOf = (file: string) => async (c: Context<AppEnv>) => {
  const known = c.req.header('if-none-match');
  const stored = await c.env.ASSETS.fetch(new URL(file, c.req.url), {
    headers: known === undefined ? {} : { 'if-none-match': known },
  });
  if (stored.status !== 200 && stored.status !== 304) {
    throw new ApiError(
      'unavailable',
      `The console has no ${file.slice(1)}: it was not built before this was deployed.`,
    );
  }
  // A page names the files of its own build, so it is asked for each time, and mostly told that it is the same.
  c.header('Cache-Control', 'no-cache');
  c.header('ETag', stored.headers.get('etag') ?? undefined);
  if (stored.status === 304) return c.body(null, 304);
  return c.html(await stored.text());
};

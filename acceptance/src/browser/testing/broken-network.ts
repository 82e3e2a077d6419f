import { API_ERRORS, type ApiErrorCode, docsOf, type ErrorBody } from '@prego/contracts';
import type { Request, Route } from 'playwright-core';
import type { OpenPage } from './with-page.ts';

/** Takes the network away from every page of the context. What fails because of it is announced. Resolves with its way back. */
export async function cutNetwork({ context, watch }: OpenPage): Promise<() => Promise<void>> {
  watch.allow(/failed: net::ERR_INTERNET_DISCONNECTED$/);
  await context.setOffline(true);
  return () => context.setOffline(false);
}

/** One path of the API: a string is the whole of it, without the query. */
export type ApiPath = string | RegExp;

/**
 * From now on the control plane answers this path with that error, as it would itself; that is announced. Resolves with the end
 * of it.
 */
export async function failApi(
  open: OpenPage,
  path: ApiPath,
  code: ApiErrorCode,
  message = `Injected by the test. ${API_ERRORS[code][1]}`,
): Promise<() => Promise<void>> {
  const [status] = API_ERRORS[code];
  const body: ErrorBody = { error: { code, message, docs: docsOf(code), request_id: 'req_injected' } };
  return await meet(open, path, async (route, request) => {
    open.watch.allow(
      new RegExp(`^${request.method()} ${escaped(new URL(request.url()).pathname)} answered ${status}$`),
    );
    await route.fulfill({ status, json: body });
  });
}

/**
 * From now on nothing is answered on this path: a page that loads. Resolves with what lets all of it go on its way.
 */
export async function holdApi(open: OpenPage, path: ApiPath): Promise<() => Promise<void>> {
  const released = Promise.withResolvers<void>();
  const restore = await meet(open, path, async (route) => {
    await released.promise;
    // A page that is gone by then has no use for it.
    await route.continue().catch(() => {});
  });
  return async () => {
    released.resolve();
    await restore();
  };
}

/**
 * From now on the control plane gets another key than the page has sent, as if that one had been revoked: it refuses it. Resolves
 * with the end of it.
 */
export async function revokeKey({ page, watch }: OpenPage): Promise<() => Promise<void>> {
  watch.allow(/^\S+ \/internal\/\S+ answered 401$/);
  const isInternal = ({ pathname }: URL) => pathname.startsWith('/internal/');
  await page.route(isInternal, (route, request) =>
    route.continue({ headers: { ...request.headers(), authorization: 'Bearer revoked' } }),
  );
  return () => page.unroute(isInternal);
}

async function meet(
  { page }: OpenPage,
  path: ApiPath,
  handle: (route: Route, request: Request) => Promise<void>,
): Promise<() => Promise<void>> {
  const matches = ({ pathname }: URL) => (typeof path === 'string' ? pathname === path : path.test(pathname));
  await page.route(matches, handle);
  return () => page.unroute(matches, handle);
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

import { createMiddleware } from 'hono/factory';
import { requestId } from 'hono/request-id';
import type { AppEnv } from '../app-env.ts';

/** As Cloudflare marks a request: 16 hex digits and the place (developers.cloudflare.com/fundamentals/reference/cloudflare-ray-id). */
const RAY = /^[0-9a-f]{16}(-[A-Z]{3})?$/;

const given = requestId({
  limitLength: 64,
  generator: (c) => {
    const ray = c.req.header('cf-ray') ?? '';
    return RAY.test(ray) ? ray : crypto.randomUUID();
  },
});

/** Gives the request its id, the caller's own where it is well-formed, and tells it in `x-request-id`. */
export const identify = createMiddleware<AppEnv>(
  async (c, next) =>
    await given(c, async () => {
      c.set('request_id', c.get('requestId' as never));
      await next();
    }),
);

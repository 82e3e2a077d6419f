import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';

/** The period of SIGN_UP_LIMIT in wrangler.jsonc, in seconds: then it is open again for sure. */
const PERIOD_S = 60;

/** Limits what comes from outside: /v1. */
export const limitRate = createMiddleware<AppEnv>(async (c, next) => {
  if (c.var.access.path.startsWith('/v1/')) {
    const { success } = await c.env.SIGN_UP_LIMIT.limit({ key: await keyOf(c) });
    if (!success) {
      c.header('Retry-After', String(PERIOD_S));
      throw new ApiError('rate_limited', 'Too many requests for this tenant.');
    }
  }
  await next();
});

/**
 * What is counted together. Every sign-up comes by way of the gateway, so that neither the caller nor its address tells
 * two customers apart: the tenant does (how many tenants may sign up is the gateway's to limit). A Launch page polls from
 * each place where it is open.
 */
async function keyOf(c: Context<AppEnv>): Promise<string> {
  const { caller } = c.var;
  if (caller.kind === 'launch') return `launch ${caller.tenant_id} ${c.req.header('cf-connecting-ip') ?? ''}`;
  const body: unknown = await c.req.json().catch(() => undefined);
  const tenant = body && typeof body === 'object' && 'tenant_id' in body ? body.tenant_id : '';
  return `${caller.kind} ${typeof tenant === 'string' ? tenant.slice(0, 64) : ''}`;
}

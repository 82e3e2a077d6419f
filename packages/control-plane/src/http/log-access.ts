import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../app-env.ts';
import { actorOf } from '../caller.ts';

/** One line a request: what was asked of which route, by whom, about what, and how it went. Never a body or a header. */
export const logAccess = createMiddleware<AppEnv>(async (c, next) => {
  const begun = Date.now();
  await next();
  const { access, caller, log, error_code } = c.var;
  // Refused before it was known who calls, or where nobody calls: then these are not set.
  if (access) log.mention({ ...c.req.query(), ...access.params, ...tenantIn(access) });
  if (caller) log.mention(caller as unknown as Record<string, unknown>);
  log.info('request', {
    method: c.req.method,
    route: access?.path ?? 'none',
    status: c.res.status,
    ...(error_code && { error_code }),
    // Workers' clock stands still while nothing is waited for, so this is time spent on D1, R2 and the like.
    duration_ms: Date.now() - begun,
    ...(caller && { caller: actorOf(caller) }),
  });
});

/** Two of the tenants' routes call the tenant's id `id`. */
const tenantIn = ({ path, params }: AppEnv['Variables']['access']) =>
  path.startsWith('/internal/tenants/') ? { tenant_id: params.tenantId ?? params.id } : {};

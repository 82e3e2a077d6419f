import { createMiddleware } from 'hono/factory';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';
import { OPEN_TO_ENDED_ATTEMPTS } from '../auth/access.ts';
import { namesOf } from '../auth/credentials.ts';
import { type Access, accessTo } from '../auth/match-access.ts';
import { claimedKind, resolveCaller } from '../auth/resolve-caller.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';

/**
 * Lets a request through to its route if the access table allows its caller there, and says who that is. This is the only
 * place that decides it; what a caller may do *within* a route (its own job, its own node) is the use case's to check.
 */
export const authenticate = createMiddleware<AppEnv>(async (c, next) => {
  const access = accessTo(c.req.method, c.req.path);
  if ('methods' in access) {
    if (access.methods.length === 0) throw new ApiError('not_found', 'There is no such route.');
    c.header('Allow', access.methods.join(', '));
    throw new ApiError('method_not_allowed', `${c.req.method} is not for this route.`);
  }
  c.set('access', access);
  c.set('caller', await callerFor(c.var.deps, access, c.req.header('authorization')));
  await next();
});

async function callerFor(deps: Deps, access: Access, header: string | undefined): Promise<Caller> {
  const { kinds } = access;
  const credential = /^Bearer +([\x21-\x7e]+) *$/i.exec(header ?? '')?.[1];
  const open = kinds.includes('open');
  if (credential === undefined) {
    if (open) return { kind: 'open' };
    // Two headers arrive as one, joined by a comma (RFC 9110, 5.3): which of them counts is not ours to guess.
    if (header) throw new ApiError('unauthorized', 'The Authorization header is not "Bearer" and one credential.');
    if (deps.config.skipAuth && access.path.startsWith('/internal/')) return { kind: 'operator' };
    throw new ApiError('unauthorized', `This takes the ${namesOf(kinds)}, and none was given.`);
  }
  const kind = claimedKind(deps.config.keys, credential);
  // What anyone may do is not refused for a credential that is of no use here.
  if (open && !kinds.includes(kind)) return { kind: 'open' };
  const { caller, ended } = await resolveCaller(deps, kind, credential);
  if (!kinds.includes(caller.kind)) {
    throw new ApiError('forbidden', `The ${namesOf([caller.kind])} may not do this: it takes the ${namesOf(kinds)}.`);
  }
  if (ended && !OPEN_TO_ENDED_ATTEMPTS.has(access.path)) {
    throw new ApiError('attempt_ended', 'The attempt that this token was given to has ended.');
  }
  return caller;
}

import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';

const MIB = 1024 * 1024;

/** A sign-up has about 1 KB; a chunk of an engine log and a stack's drift bound themselves below this. */
const DEFAULT_LIMIT = MIB;

/** Routes that take more. */
const LARGER: Readonly<Record<string, number>> = {
  // 25,000 servers of about 430 bytes each.
  '/internal/inventory': 12 * MIB,
};

const limited = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new ApiError('payload_too_large', `The body has more than ${maxSize} bytes.`);
    },
  });
const LIMITS = new Map([DEFAULT_LIMIT, ...Object.values(LARGER)].map((size) => [size, limited(size)]));

/** Refuses a body that is larger than its route takes, before it is read into memory. */
export const limitBody = createMiddleware<AppEnv>(async (c, next) => {
  const middleware = LIMITS.get(LARGER[c.var.access.path] ?? DEFAULT_LIMIT);
  return await middleware?.(c, next);
});

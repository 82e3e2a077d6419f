import { OpenAPIHono } from '@hono/zod-openapi';
import { ApiError } from '../api-error.ts';
import type { AppEnv } from '../app-env.ts';

/** A group of routes. A request that does not fit its schema is refused with every field that is wrong. */
export function apiRoutes(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return;
      const faults = result.error.issues.map(({ path, message }) => `${path.join('.') || result.target}: ${message}`);
      throw new ApiError('invalid_request', `${faults.join('; ')}.`);
    },
  });
}

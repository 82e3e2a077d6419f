import type { MiddlewareHandler } from 'hono';
import type { Reply, SandboxEnv } from '../core/http.ts';
import { send } from '../core/http.ts';
import { type Cloudflare, derivedId } from './cloudflare.ts';
import { CloudflareError, errorReply } from './errors.ts';
import { rateLimitHeaders } from './rate-limit.ts';

/** Source: the provider's own check of `api_token`; other spellings are refused before anyone looks at them. */
const TOKEN = /^Bearer [0-9A-Za-z_-]{40,80}$/;

/**
 * Opens the project that the token belongs to. Sources: 9106 cloudflare-python#2678, 6003 with 6111
 * libdns/cloudflare#12, 10000 terraform-provider-cloudflare#913 (DNS), 9109 "Invalid access token" (all else).
 */
export function authenticated(cloudflare: Cloudflare): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const header = c.req.header('authorization');
    if (header === undefined) {
      throw new CloudflareError(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
    }
    if (!TOKEN.test(header)) {
      const chain = [{ code: 6111, message: 'Invalid format for Authorization header' }];
      throw new CloudflareError(400, 6003, 'Invalid request headers', chain);
    }
    const project = cloudflare.core.projects.byCloudflareToken(header.slice('Bearer '.length));
    if (!project) throw unknownToken(c.req.path);
    c.set('project', project);
    await next();
  };
}

/** Lets a token make its requests at the vendor's pace, and tells it on every answer what is left. */
export function rateLimited(cloudflare: Cloudflare): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const now = cloudflare.core.clock.now();
    const budget = cloudflare.rateLimit.take(c.get('project').id, now);
    const headers = rateLimitHeaders(budget, now);
    if (!budget.allowed) {
      // Source of 971: terraform-provider-cloudflare#5505 and others who met it.
      const error = new CloudflareError(429, 971, 'Please wait and consider throttling your request speed');
      return send(errorReply(error, headers));
    }
    await next();
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value);
  };
}

/** The answer to `GET /user/tokens/verify`; its message is the vendor's. */
export function verifyToken(project: number): Reply {
  return {
    status: 200,
    body: {
      result: { id: derivedId(project, 'token'), status: 'active' },
      success: true,
      errors: [],
      messages: [{ code: 10000, message: 'This API Token is valid and active', type: null }],
    },
  };
}

function unknownToken(path: string): CloudflareError {
  if (path.endsWith('/user/tokens/verify')) return new CloudflareError(401, 1000, 'Invalid API Token');
  if (path.includes('/dns_records')) return new CloudflareError(403, 10000, 'Authentication error');
  return new CloudflareError(403, 9109, 'Invalid access token');
}

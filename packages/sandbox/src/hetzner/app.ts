import { Hono, type MiddlewareHandler } from 'hono';
import { observed, type Reply, type SandboxEnv, send, type WordFault } from '../core/http.ts';
import { actionRoutes } from './action-routes.ts';
import { catalogRoutes } from './catalog-routes.ts';
import { ERROR_STATUS, type ErrorCode, errorBody, HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';
import { networkRoutes } from './network-routes.ts';
import { placementGroupRoutes } from './placement-groups.ts';
import { primaryIpRoutes } from './primary-ips.ts';
import { datacenters } from './retired.ts';
import { serving } from './route.ts';
import { serverActionRoutes } from './server-actions.ts';
import { serverRoutes } from './servers.ts';
import { volumeRoutes } from './volumes.ts';

/** The Hetzner Cloud API below `/v1`, to be mounted at the root of the sandbox's server. */
export function hetznerApp(hetzner: Hetzner): Hono<SandboxEnv> {
  const on = serving(hetzner);
  const app = new Hono<SandboxEnv>().basePath('/v1');
  app.onError((error) => send(wordError(error)));
  app.use(observed(hetzner.core, wordFault));
  app.use(authenticated(hetzner));
  app.use(rateLimited(hetzner));
  app.use(refuseBrokenJson);
  app.get('/datacenters', on(datacenters)).get('/datacenters/:id', on(datacenters));
  for (const routes of [
    actionRoutes,
    serverRoutes,
    serverActionRoutes,
    primaryIpRoutes,
    volumeRoutes,
    placementGroupRoutes,
    networkRoutes,
    catalogRoutes,
  ]) {
    app.route('/', routes(hetzner));
  }
  app.all('/*', (c) => {
    throw new HetznerError('not_implemented', `the sandbox does not serve ${c.req.method} ${c.req.path}`);
  });
  return app;
}

/** An injected answer in the vendor's words; one that names no code has the first one of its status. */
const wordFault: WordFault = ({ status, code, message = 'injected by the sandbox', headers = {} }) => ({
  status,
  headers,
  body: errorBody(String(code ?? codeOfStatus(status)), message),
});

function wordError(error: Error): Reply {
  if (error instanceof HetznerError) {
    return { status: ERROR_STATUS[error.code], body: errorBody(error.code, error.message, error.details) };
  }
  // Our own mistake: the client sees what the vendor's would show, the stack goes to whoever runs the sandbox.
  console.error(error);
  return { status: ERROR_STATUS.server_error, body: errorBody('server_error', 'internal server error') };
}

function codeOfStatus(status: number): string {
  const codes = Object.keys(ERROR_STATUS) as ErrorCode[];
  return codes.find((code) => ERROR_STATUS[code] === status) ?? 'server_error';
}

function authenticated(hetzner: Hetzner): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const [, token] = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '') ?? [];
    const project = token === undefined ? undefined : hetzner.core.projects.byHetznerToken(token);
    if (!project) throw new HetznerError('unauthorized', 'unable to authenticate');
    c.set('project', project);
    await next();
  };
}

/** Tells every client of its budget, as the vendor's headers do, and refuses it where that is used up. */
function rateLimited(hetzner: Hetzner): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const budget = hetzner.rateLimits.take(c.get('project'), hetzner.core.clock.now());
    if (budget.allowed) await next();
    else {
      const message = `Limit of '${budget.limit}' requests per hour for the project reached.`;
      c.res = send(wordError(new HetznerError('rate_limit_exceeded', message)));
    }
    c.res.headers.set('RateLimit-Limit', String(budget.limit));
    c.res.headers.set('RateLimit-Remaining', String(budget.remaining));
    c.res.headers.set('RateLimit-Reset', String(Math.ceil(budget.resetAt / 1000)));
  };
}

const refuseBrokenJson: MiddlewareHandler<SandboxEnv> = async (c, next) => {
  const text = c.get('bodyText');
  if (text !== '' && !isJson(text)) throw new HetznerError('json_error', 'the request body is not valid JSON');
  await next();
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { Core } from './core.ts';
import type { Fault } from './faults.ts';
import type { Project } from './projects.ts';

/** One request, as a handler sees it. */
export interface Call {
  project: Project;
  /** Sandbox time, epoch ms. */
  now: number;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; undefined where there is none or it isn't JSON. */
  body: unknown;
}

export interface Reply {
  status: number;
  /** Sent as JSON; absent for an empty answer. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** Synchronous on purpose: it runs in one transaction, and what it throws rolls everything back. */
export type Handler = (call: Call) => Reply;

export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: { project: Project; bodyText: string };
}

/** How one vendor words an answer that the sandbox makes up for a fault. */
export type WordFault = (fault: Fault & { status: number }) => Reply;

/** Writes the request into the journal and lets it meet the faults in force. The outermost middleware of an API. */
export function observed(core: Core, wordFault: WordFault): MiddlewareHandler<SandboxEnv> {
  return async (c, next) => {
    const started = performance.now();
    const { pathname, search } = new URL(c.req.url);
    const bodyText = await c.req.text();
    c.set('bodyText', bodyText);
    const fault = core.faults.meetRequest(c.req.method, pathname);
    if (fault?.delayMs) await sleep(fault.delayMs);
    if (fault?.drop !== 'before') {
      if (fault?.status === undefined) await next();
      else c.res = send(wordFault({ ...fault, status: fault.status }));
      if (fault?.answerDelayMs) await sleep(fault.answerDelayMs);
    }
    core.journal.record({
      at: core.clock.now(),
      project: c.get('project')?.id ?? null,
      method: c.req.method,
      path: pathname + search,
      request: bodyText || null,
      status: fault?.drop ? null : c.res.status,
      response: fault?.drop ? null : await c.res.clone().text(),
      fault: fault?.id ?? null,
      wallMs: Math.round(performance.now() - started),
    });
    if (fault?.drop) c.env.incoming.socket.destroy();
  };
}

/** Runs `handler` in one transaction once `settle` has brought the state up to now, and sends what it replies. */
export function serve(core: Core, handler: Handler, settle: (now: number) => void = () => {}) {
  return (c: Context<SandboxEnv>): Response => {
    const now = core.clock.now();
    const reply = core.store.transaction(() => {
      settle(now);
      return handler({
        project: c.get('project'),
        now,
        params: c.req.param(),
        query: new URL(c.req.url).searchParams,
        body: parseJson(c.get('bodyText')),
      });
    });
    // A look changes nothing: what its `settle` ended, the timer that waits for it reports.
    if (c.req.method !== 'GET') core.changed();
    return send(reply);
  };
}

/** Statuses of answers that have no body; a Response with both can't be made. Source: Fetch standard, "null body status". */
const WITHOUT_BODY = new Set([204, 205, 304]);

/** A Response with the JSON content type that the vendors' clients insist on. */
export function send(reply: Reply): Response {
  if (reply.body === undefined || WITHOUT_BODY.has(reply.status))
    return new Response(null, { status: reply.status, headers: reply.headers ?? {} });
  return new Response(JSON.stringify(reply.body), {
    status: reply.status,
    headers: { 'content-type': 'application/json', ...reply.headers },
  });
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

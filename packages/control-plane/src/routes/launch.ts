import { createRoute, z } from '@hono/zod-openapi';
import { LaunchView } from '@prego/contracts';
import { etag } from 'hono/etag';
import { json, refusals } from '../http/answers.ts';
import { apiRoutes } from '../http/api-routes.ts';
import { languageOf } from '../http/language.ts';
import { readLaunch } from '../use-cases/read-launch.ts';

export const launchRoutes = apiRoutes();

// A page that asks every 3 seconds is mostly told that nothing has changed.
launchRoutes.use('/v1/launch', etag());

launchRoutes.openapi(
  createRoute({
    method: 'get',
    path: '/v1/launch',
    tags: ['Launch'],
    summary: "How far the customer's workspace is",
    request: { headers: z.object({ 'accept-language': z.string().optional() }) },
    responses: {
      200: json('What the customer sees', LaunchView),
      304: { description: 'As it was: the If-None-Match header names it' },
      ...refusals('tenant_not_found', 'rate_limited'),
    },
  }),
  async (c) => {
    const view = await readLaunch(c.var.deps, c.var.caller, languageOf(c.req.header('accept-language')));
    // Cloudflare's edge sets it anyway; the page tells the time by it, as its own clock may be wrong.
    c.header('Date', new Date(c.var.deps.now).toUTCString());
    c.header('Cache-Control', 'private, no-cache');
    c.header('Vary', 'Authorization, Accept-Language');
    c.header('Content-Language', view.language);
    return c.json(view, 200);
  },
);

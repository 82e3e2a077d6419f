import { Hono } from 'hono';
import { type Call, observed, type Reply, type SandboxEnv, send, serve } from '../core/http.ts';
import { authenticated, rateLimited, verifyToken } from './auth.ts';
import type { Cloudflare } from './cloudflare.ts';
import { CloudflareError, errorReply, unroutable } from './errors.ts';
import { listRecords } from './record-list.ts';
import { createRecord, deleteRecord, editRecord, getRecord, overwriteRecord } from './records.ts';
import { getZone, listZones } from './zones.ts';

/** The emulated Cloudflare API: `/client/v4/…`. Every route stands here; all others answer 501 with their name. */
export function cloudflareApp(cloudflare: Cloudflare): Hono<SandboxEnv> {
  const { core } = cloudflare;
  const app = new Hono<SandboxEnv>().basePath('/client/v4');
  const route = (handler: (cloudflare: Cloudflare, call: Call) => Reply) =>
    serve(core, (call) => handler(cloudflare, call));

  app.use(
    '*',
    observed(core, (fault) =>
      errorReply(
        new CloudflareError(fault.status, Number(fault.code ?? 10_000), fault.message ?? 'Injected by the sandbox'),
        fault.headers,
      ),
    ),
  );
  app.use('*', authenticated(cloudflare), rateLimited(cloudflare));
  app.onError((error) => {
    if (error instanceof CloudflareError) return send(errorReply(error));
    console.error(error);
    return send(errorReply(new CloudflareError(500, 10_001, 'Internal server error')));
  });

  app.get(
    '/user/tokens/verify',
    route((_, call) => verifyToken(call.project.id)),
  );
  app.get('/zones', route(listZones));
  for (const verb of ['batch', 'export', 'import', 'scan', 'usage']) {
    app.all(`/zones/:zoneId/dns_records/${verb}/*`, (c) => send(notImplemented(c.req.method, c.req.path)));
  }
  app.use('/zones/:zoneId/*', routable('zoneId'));
  app.use('/zones/:zoneId/dns_records/:recordId', routable('recordId'));
  app.get('/zones/:zoneId', route(getZone));
  app.get('/zones/:zoneId/dns_records', route(listRecords));
  app.post('/zones/:zoneId/dns_records', route(createRecord));
  app.get('/zones/:zoneId/dns_records/:recordId', route(getRecord));
  app.put('/zones/:zoneId/dns_records/:recordId', route(overwriteRecord));
  app.patch('/zones/:zoneId/dns_records/:recordId', route(editRecord));
  app.delete('/zones/:zoneId/dns_records/:recordId', route(deleteRecord));
  app.all('*', (c) => send(notImplemented(c.req.method, c.req.path)));
  return app;
}

/** Lets only identifiers of 32 hexadecimal digits through. */
function routable(parameter: 'zoneId' | 'recordId') {
  return async (c: Parameters<ReturnType<typeof authenticated>>[0], next: () => Promise<void>) => {
    if (!/^[0-9a-f]{32}$/.test(c.req.param(parameter) ?? '')) throw unroutable(c.req.path);
    await next();
  };
}

function notImplemented(method: string, path: string): Reply {
  return errorReply(new CloudflareError(501, 501, `The sandbox does not implement ${method} ${path}`));
}

import { Hono } from 'hono';
import { z } from 'zod';
import { observed, type SandboxEnv, send } from '../core/http.ts';
import { listUnavailable, setUnavailable } from '../hetzner/catalog/server-types.ts';
import { clockRoutes, showClock } from './clock.ts';
import type { Control } from './control.ts';
import { ControlError, parseBody, parseQuery, wholeNumber } from './errors.ts';
import { faultRoutes, showFault } from './faults.ts';
import { githubRoutes } from './github.ts';
import { ledgerRoutes, showLedger } from './ledger.ts';
import { projectRoutes, showProject } from './projects.ts';
import { resetAll } from './reset.ts';

const JournalQuery = z.strictObject({
  after: wholeNumber.optional(),
  method: z.string().toUpperCase().optional(),
  path_prefix: z.string().optional(),
  limit: wholeNumber.min(1).max(1000).optional(),
});

const Availability = z.strictObject({
  unavailable: z.array(z.strictObject({ server_type: z.string(), location: z.string() })),
});

const Percentage = z.number().min(0).max(100).optional();
const LoadChange = z.strictObject({ cpu_pct: Percentage, memory_pct: Percentage, disk_pct: Percentage });

/**
 * The control surface, `/_sandbox/…`: what the sandbox holds, and what it is to do. It asks for no token, so it
 * answers this machine only.
 */
export function controlApp(control: Control): Hono<SandboxEnv> {
  const { core, hetzner, machines } = control;
  const app = new Hono<SandboxEnv>().basePath('/_sandbox');

  app.use('*', async (c, next) => {
    // Behind `app.request()` there is no socket, and nobody far away either.
    const from = c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1';
    if (!/^(::ffff:)?127\.|^::1$/.test(from)) {
      throw new ControlError(403, 'forbidden', 'The control surface answers on loopback only.');
    }
    await next();
  });
  app.onError((error) => {
    if (error instanceof ControlError) return refuse(error.status, error.code, error.message);
    console.error(error);
    return refuse(500, 'internal_error', 'Internal server error');
  });

  app.get('/', (c) => c.json(summary(control)));
  app.route('/projects', projectRoutes(control));
  app.route('/faults', faultRoutes(control));
  app.route('/clock', clockRoutes(control));
  app.route('/ledger', ledgerRoutes(control));
  app.route('/github', githubRoutes(control));

  // The requests to the vendors' APIs and to the inbox, oldest first; `next` is the `after` of the following page.
  app.get('/journal', (c) => {
    const { after, method, path_prefix: pathPrefix, limit } = parseQuery(c, JournalQuery);
    const entries = core.journal.entries(defined({ after, method, pathPrefix, limit }));
    const shown = entries.map(({ wallMs, at, ...entry }) => ({
      ...entry,
      at: new Date(at).toISOString(),
      wall_ms: wallMs,
    }));
    return c.json({ entries: shown, next: entries.at(-1)?.seq ?? after ?? 0 });
  });

  // Replaces the list of what is sold out: an order of it is refused with `resource_unavailable`.
  app.get('/availability', (c) => c.json(showAvailability(control)));
  app.put('/availability', async (c) => {
    const { unavailable } = await parseBody(c, Availability);
    setUnavailable(
      hetzner,
      unavailable.map(({ server_type: serverType, location }) => ({ serverType, location })),
    );
    return c.json(showAvailability(control));
  });

  app.get('/machines', (c) => c.json({ machines: machines.list() }));

  // How busy a machine is, by its server's id: what its agent reports from now on.
  app.patch('/machines/:id', async (c) => {
    const { cpu_pct: cpuPct, memory_pct: memoryPct, disk_pct: diskPct } = await parseBody(c, LoadChange);
    if (!machines.setLoad(Number(c.req.param('id')), defined({ cpuPct, memoryPct, diskPct }))) {
      throw new ControlError(404, 'not_found', 'No machine runs for this server. GET /_sandbox/machines lists them.');
    }
    return c.json({ machines: machines.list() });
  });

  // See `resetAll` for what goes and what stays.
  app.post('/reset', (c) => {
    resetAll(control);
    return c.json(summary(control));
  });

  // Where nodes call home before there is a control plane: everything is taken, and stands in the journal.
  app.use(
    '/inbox/*',
    observed(core, ({ status, code, message, headers }) => ({
      status,
      body: { error: { code: code ?? 'injected', message: message ?? 'Injected by the sandbox' } },
      ...(headers ? { headers } : {}),
    })),
  );
  app.all('/inbox/*', (c) => c.body(null, 204));

  app.all('*', (c) =>
    refuse(404, 'not_found', `There is no ${c.req.method} ${c.req.path}. GET /_sandbox says what there is.`),
  );
  return app;
}

const ROUTES = [
  ...['projects', 'faults', 'clock', 'ledger', 'journal', 'availability', 'machines', 'github', 'github/runs'],
  ...['reset', 'inbox/*'],
];

function summary(control: Control): Record<string, unknown> {
  const { core, machines } = control;
  const { open, total_eur } = showLedger(control);
  return {
    clock: showClock(core),
    projects: core.projects
      .all()
      .map((project) => ({ ...showProject(control, project), holds: counts(control, project.id) })),
    faults: core.faults.all().map(showFault),
    machines: machines.list().length,
    ledger: { open, total_eur },
    ...showAvailability(control),
    routes: ROUTES.map((route) => `/_sandbox/${route}`),
  };
}

/** How many documents of each kind the project holds. */
function counts({ core }: Control, project: number): Record<string, number> {
  const rows = core.store.db
    .prepare('SELECT kind, COUNT(*) AS count FROM document WHERE project = ? GROUP BY kind ORDER BY kind')
    .all(project) as { kind: string; count: number }[];
  return Object.fromEntries(rows.map(({ kind, count }) => [kind, count]));
}

function showAvailability({ hetzner }: Control) {
  return {
    unavailable: listUnavailable(hetzner).map(({ serverType, location }) => ({ server_type: serverType, location })),
  };
}

function refuse(status: number, code: string, message: string): Response {
  return send({ status, body: { error: { code, message } } });
}

/** Without the keys that are undefined, which exact optional properties don't take. */
function defined<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

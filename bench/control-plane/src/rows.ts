import { CALLS, type CallName } from './calls.ts';
import { nodeIdOf, type Size, seed } from './seed.ts';
import { OPERATOR_KEY, type Server, startControlPlane } from './servers.ts';

export interface Rows {
  readonly read: number;
  readonly written: number;
  readonly trips: number;
}

/** What D1 reads and writes for one call of each, the first one of an isolate and those after it. */
export async function countRows(size: Size, now: number, say: (text: string) => void): Promise<Record<string, Rows>> {
  const server = await startControlPlane('counting');
  try {
    say('counting rows …');
    await seed(server.env, size, now);
    const decide = (name: CallName, n: number) => call(server, 'POST', CALLS[name](n).path, CALLS[name](n).body);
    const first = await decide('compute', 0);
    const compute = await decide('compute', 1);
    const enqueue = await decide('enqueue', 2);
    const { job_id, launch_url } = enqueue.body as { job_id: string; launch_url: string };
    const after = await decide('compute', 3);
    const metrics = { node_id: nodeIdOf(0), cpu_pct: 20, memory_pct: 30, disk_pct: 40 };
    const event = { job_id, attempt: 1, stage: 'prego_ui_step_04', status: 'started', at: now };
    const launch = () => call(server, 'GET', '/v1/launch', undefined, new URL(launch_url).hash.slice('#token='.length));
    return {
      'compute, the first of an isolate': first.rows,
      compute: compute.rows,
      enqueue: enqueue.rows,
      'compute after it': after.rows,
      "a node's push of its metrics": (await call(server, 'POST', '/internal/server-metrics', metrics)).rows,
      'one trace event': (await call(server, 'POST', '/internal/trace-events', { events: [event] })).rows,
      'one look at Launch': (await launch()).rows,
    };
  } finally {
    await server.stop();
  }
}

async function call({ url }: Server, method: string, path: string, body?: unknown, token = OPERATOR_KEY) {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  return { rows: JSON.parse(answer.headers.get('x-d1') ?? '{}') as Rows, body: JSON.parse(text) as unknown };
}

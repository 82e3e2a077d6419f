import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Connection } from '../connection.ts';

const Run = z.object({
  id: z.number(),
  status: z.string(),
  conclusion: z.string().nullable(),
  attempt: z.number(),
  inputs: z.record(z.string(), z.string()),
});
type Run = z.infer<typeof Run>;

const LOOK_EVERY_MS = 200;

/** Asks the sandbox's own surface; `path` below `/_sandbox`. */
export async function control(connection: Connection, method: string, path: string, body?: unknown): Promise<unknown> {
  return await call(method, connection.control_url + path, {}, body);
}

/** Has GitHub run the job's last run once more, and waits for its end. */
export async function rerun(connection: Connection, jobId: string, stop: AbortSignal): Promise<Run> {
  const { runs } = z.object({ runs: z.array(Run) }).parse(await control(connection, 'GET', '/github/runs'));
  const run = runs.findLast(({ inputs }) => inputs.job_id === jobId);
  if (!run) throw new Error(`GitHub knows no run of ${jobId}.`);
  const authorization = `Bearer ${connection.github_token}`;
  const url = `${connection.github_url}/repos/${connection.github_repository}/actions/runs/${run.id}/rerun`;
  await call('POST', url, { authorization, 'user-agent': 'prego-demo' });
  return await ended(connection, run.id, run.attempt + 1, stop);
}

/** Has a workflow begin as its schedule would, and waits for its end. Throws where that is no success. */
export async function runScheduled(connection: Connection, workflow: string, stop: AbortSignal): Promise<void> {
  const begun = Run.parse(await control(connection, 'POST', '/github/runs', { workflow }));
  const { conclusion } = await ended(connection, begun.id, begun.attempt, stop);
  if (conclusion !== 'success') throw new Error(`${workflow} was to succeed. It ended with ${conclusion}.`);
}

/** Takes a name of the zone for somebody else, as a person does in Cloudflare's dashboard. */
export async function takeName(connection: Connection, name: string): Promise<void> {
  const { cloudflare_url, cloudflare_zone_id, cloudflare_token } = connection;
  const record = { type: 'A', name, content: '192.0.2.80', comment: 'the old shop' };
  const authorization = `Bearer ${cloudflare_token}`;
  await call('POST', `${cloudflare_url}/zones/${cloudflare_zone_id}/dns_records`, { authorization }, record);
}

/** Orders a server with our label that no job knows of, as a run does that dies before it has recorded its order. */
export async function orderForNobody({ hetzner_url, hetzner_token }: Connection, name: string): Promise<void> {
  const order = { name, server_type: 'cpx12', image: 'debian-13', location: 'sin', labels: { 'managed-by': 'prego' } };
  await call('POST', `${hetzner_url}/servers`, { authorization: `Bearer ${hetzner_token}` }, order);
}

/** What a team has at Hetzner before it provisions anything from the library: a network, and the SSH key of one of them. */
export interface Ground {
  readonly network_id: number;
  readonly subnet: string;
  readonly ssh_key_id: number;
}

const Made = z.object({ id: z.number() });
/** A key of nobody. */
const ADAS_KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBsWvhBv/p1zRRofX0Hm3YSXJAKtsMANsJEpw2zcgZnG';

/** Makes both in Hetzner's console, as it were. */
export async function layGround({ hetzner_url, hetzner_token }: Connection): Promise<Ground> {
  const authorization = `Bearer ${hetzner_token}`;
  const subnet = '10.50.1.0/24';
  const subnets = [{ type: 'cloud', ip_range: subnet, network_zone: 'eu-central' }];
  const network = { name: 'office', ip_range: '10.50.0.0/16', subnets };
  const made = await call('POST', `${hetzner_url}/networks`, { authorization }, network);
  const key = await call('POST', `${hetzner_url}/ssh_keys`, { authorization }, { name: 'ada', public_key: ADAS_KEY });
  return {
    network_id: z.object({ network: Made }).parse(made).network.id,
    subnet,
    ssh_key_id: z.object({ ssh_key: Made }).parse(key).ssh_key.id,
  };
}

/** The run once that attempt of it has ended. */
async function ended(connection: Connection, id: number, attempt: number, stop: AbortSignal): Promise<Run> {
  for (;;) {
    const now = Run.parse(await control(connection, 'GET', `/github/runs/${id}`));
    if (now.attempt >= attempt && now.status === 'completed') return now;
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop });
  }
}

async function call(method: string, url: string, headers: Record<string, string>, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

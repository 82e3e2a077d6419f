import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { watchCommandLines } from './testing/command-lines.ts';
import { filesBelow } from './testing/files-below.ts';
import { killAction } from './testing/killing.ts';
import { recordSteps } from './testing/recorded-steps.ts';
import { nodeToken, type Place, secretsFound } from './testing/secrets.ts';
import { openStopWorld } from './testing/stop-world.ts';
import { arm } from './testing/stops.ts';

/** Seconds each, and several times that where both cores are busy. */
jest.setTimeout(300_000);

/** With characters that JSON, URLs and Markdown spell otherwise, as the keys of buckets have them. */
const BUCKET_KEY = 'wJalr"XUtn/FEMI+K7M%DENG<bPx&RfiCY`EXA';

let stage: Awaited<ReturnType<typeof openStopWorld>>;
let steps: Awaited<ReturnType<typeof recordSteps>>;
let commandLines: string;
const jobs: string[] = [];

/** From now on the cloud's refusal of such a request quotes what it was sent. */
async function quoting(path: string, refusal: object, quoted: string): Promise<void> {
  const request = { method: 'POST', path };
  await stage.client.fault({ request, count: 1000, ...refusal, message: `This is no good: ${quoted}` });
}

/** A tenant whose first attempt goes wrong and whose second one does not. */
async function retried(tenantId: string, wish: object, goWrong: (jobId: string) => Promise<void>): Promise<void> {
  const { client } = stage;
  const { job_id } = await client.signUp(tenantId, wish);
  jobs.push(job_id);
  await goWrong(job_id);
  await client.ended(job_id, 'failed');
  await client.noFaults();
  await client.retry(job_id);
  await client.ended(job_id);
}

beforeAll(async () => {
  stage = await openStopWorld();
  const { client, world } = stage;
  const { hetzner_token, cloudflare_token, state_passphrase, internal_api_key } = world.connection;
  steps = await recordSteps(world);
  const watch = watchCommandLines(world.dir);
  await client.setSecret('AWS_SECRET_ACCESS_KEY', BUCKET_KEY);
  await client.setSecret('PREGO_CONTROL_PLANE_TOKEN', internal_api_key);
  // On a new node, killed in its middle, so that its journal is left behind.
  const registering = { method: 'POST', path: /\/nodes$/ };
  const reached = await arm(stage, { controlPlane: registering, when: 'after' });
  await retried('acme', {}, async (jobId) => {
    await reached();
    await killAction(stage, jobId);
  });
  await quoting('/client/v4/zones/*/dns_records', { status: 400, code: 1004 }, cloudflare_token);
  await retried('birch', {}, async () => {});
  const quoted = `${hetzner_token}, ${state_passphrase} and ${BUCKET_KEY}`;
  await quoting('/v1/servers', { status: 422, code: 'invalid_input' }, quoted);
  await retried('cedar', { plan_tier: 'enterprise', region: 'eu' }, async () => {});
  const { job_id } = await client.giveBack('cedar');
  jobs.push(job_id);
  await client.ended(job_id);
  commandLines = watch.stop();
});

afterAll(async () => {
  await stage.close();
});

/** All secrets that there are by name: those of the world, and those that the action was told while it ran. */
function secrets(): Record<string, string> {
  const { connection, dir } = stage.world;
  const keys = Object.entries(z.record(z.string(), z.string()).parse(json(join(dir, 'control-plane/keys.json'))));
  const told = [...steps.masked()].filter((value) => value.length >= 16).map((value, n) => [`masked ${n}`, value]);
  return {
    ...Object.fromEntries([...keys, ...told]),
    'the token of Hetzner': connection.hetzner_token,
    'the token of Cloudflare': connection.cloudflare_token,
    'the token of GitHub': connection.github_token,
    'the passphrase': connection.state_passphrase,
    'the key of the bucket': BUCKET_KEY,
  };
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The files below a folder of the world as one text; those of `leftOut` hold secrets because that is what they are for. */
function textOf(folder: string, leftOut: readonly string[] = []): string {
  const whole = join(stage.world.dir, folder);
  const files = filesBelow(whole).filter((file) => !leftOut.includes(file));
  return files.map((file) => readFileSync(join(whole, file), 'latin1')).join('\n');
}

describe('no secret stands', () => {
  const nowhere = (...places: Place[]) => expect(secretsFound(secrets(), places)).toEqual([]);
  const raw = z.unknown().transform((value) => JSON.stringify(value));

  test('in what a step prints and leaves, before the runner masks any of it', () => {
    const all = [...steps.left()].map(([name, text]) => ({ name, text, holds: '' }));
    nowhere(...all, { name: 'all of it', text: all.map(({ text }) => text).join('\n'), holds: '***' });
    for (const file of ['stdout', 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']) {
      expect(all.filter(({ name, text }) => name.endsWith(file) && text !== '')).not.toEqual([]);
    }
    // What was left of the journal of a step that was killed, too.
    expect(all.some(({ name }) => name.endsWith('.jsonl'))).toBe(true);
  });

  test("in the logs, outputs and summaries of GitHub's jobs", async () => {
    const Runs = z.object({ runs: z.array(z.object({ id: z.number(), jobs: raw, inputs: raw, display_title: raw })) });
    for (const run of (await stage.client.sandbox('GET', '/github/runs', Runs)).runs) {
      const log = await stage.client.log(run.id);
      nowhere({ name: `the log of ${run.display_title}`, text: log, holds: '000Z ' });
      nowhere({ name: run.display_title, text: JSON.stringify(run), holds: 'job_id' });
    }
  });

  test("in the trace, the audit and the engine's log", async () => {
    for (const job of jobs) {
      const trace = await stage.client.trace(job);
      nowhere({ name: `the trace of ${job}`, text: JSON.stringify(trace), holds: 'trace_id' });
      const audit = await stage.client.internal('GET', `/internal/audit?job_id=${job}&limit=100`, raw);
      nowhere({ name: `the audit of ${job}`, text: audit, holds: 'job.claimed' });
    }
    const log = await stage.client.engineLog(jobs[2] as string);
    nowhere({ name: "the engine's log", text: log, holds: 'This is no good: ***' });
  });

  test("in D1, R2 and the control plane's own log", () => {
    // Of these two the Worker has its secrets.
    const text = textOf('control-plane', ['keys.json', 'variables.env']);
    nowhere({ name: 'the control plane', text, holds: '/claim' });
    // Of an attempt's token only its digest is kept, and so it is one of those that were looked for.
    const digests = [...steps.masked()].map((value) => createHash('sha256').update(value).digest('hex'));
    expect(digests.some((digest) => text.includes(digest))).toBe(true);
  });

  test("in Pulumi's state, its history, and the engine's home", () => {
    // The sandbox keeps the passphrase beside the state that it opens.
    nowhere({ name: 'the state', text: textOf('state', ['passphrase']), holds: 'hcloud:index/server:Server' });
    nowhere({ name: 'the tool cache', text: textOf('sandbox/runner/tool-cache'), holds: '' });
  });

  test('in what the world prints, or on a command line', () => {
    nowhere({ name: 'what is printed', text: stage.world.printed, holds: 'Pulumi CLI' });
    nowhere({ name: 'the command lines', text: commandLines, holds: '/dist/main/index.js' });
  });

  test('although the clouds have quoted them, and nodes have tokens', async () => {
    for (const job of jobs.slice(1, 3)) {
      const [attempt] = (await stage.client.job(job)).attempts;
      expect(attempt?.error_message).toMatch(/This is no good: \*\*\*/);
    }
    const key = secrets().NODE_TOKEN_KEY as string;
    const [server] = await stage.client.servers();
    expect(steps.masked()).toContain(nodeToken(key, server?.name as string));
  });
});

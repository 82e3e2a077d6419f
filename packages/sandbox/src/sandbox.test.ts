import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from './connection.ts';

const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url));
let dir: string;
let children: ChildProcess[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-sandbox-test-'));
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGKILL')));
  await rm(dir, { recursive: true });
});

async function start(dataDir: string, args: string[] = []): Promise<{ child: ChildProcess; connection: Connection }> {
  const { child } = launch(dataDir, args);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, connection: JSON.parse(line) as Connection };
}

function launch(dataDir: string, args: string[] = []) {
  const command = ['--disable-warning=ExperimentalWarning', SERVE, '--data-dir', dataDir, ...args];
  const child = spawn(process.execPath, command, { env: { ...process.env, NODE_OPTIONS: '' } });
  children.push(child);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return { child, said: () => text };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  return await ended(child);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

async function hetzner(connection: Connection, method: string, path: string, body?: unknown) {
  const response = await fetch(connection.hetzner_url + path, {
    method,
    headers: { authorization: `Bearer ${connection.hetzner_token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as { servers: { name: string; status: string }[] } };
}

/** A request to the API below the connection's repository. */
function github(connection: Connection, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${connection.github_url}/repos/${connection.github_repository}${path}`, {
    method,
    headers: { authorization: `Bearer ${connection.github_token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const server = (name: string) => ({ name, server_type: 'cx23', image: 'debian-13', location: 'fsn1' });

describe('a sandbox', () => {
  test('that is killed has every server that it acknowledged, and ends their actions when it is back', async () => {
    const before = await start(dir, ['--action-time-factor', '1000']);
    const acknowledged: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      const { status } = await hetzner(before.connection, 'POST', '/servers', server(name));
      expect(status).toBe(201);
      acknowledged.push(name);
    }
    await end(before.child, 'SIGKILL');

    const after = await start(dir, ['--action-time-factor', '1000']);
    expect(after.connection.hetzner_token).toBe(before.connection.hetzner_token);
    // By these its machines call home, and its servers are reached.
    expect(after.connection.control_url).toBe(before.connection.control_url);
    expect(after.connection.dns_address).toBe(before.connection.dns_address);
    const listed = async () => (await hetzner(after.connection, 'GET', '/servers')).body.servers;
    expect((await listed()).map(({ name }) => name)).toEqual(acknowledged);
    await fetch(`${after.connection.control_url}/clock`, { method: 'POST', body: '{"advance":"1h"}' });
    expect((await listed()).map(({ status }) => status)).toEqual(['running', 'running', 'running']);
  });

  test('that is killed has every run that its GitHub accepted, under the same token and issuer', async () => {
    const before = await start(dir);
    const dispatched = await github(before.connection, 'POST', '/actions/workflows/return-resources.yml/dispatches', {
      ref: 'main',
      inputs: { job_id: 'job_1', region: 'sg', confirm: 'acme' },
    });
    expect(dispatched.status).toBe(204);
    const issuer = `${before.connection.github_oidc_issuer}/.well-known/openid-configuration`;
    expect(await (await fetch(issuer)).json()).toMatchObject({ issuer: before.connection.github_oidc_issuer });
    await end(before.child, 'SIGKILL');

    const after = await start(dir);
    const shown = ({ github_url, github_token, github_repository, github_oidc_issuer }: Connection) => ({
      github_url,
      github_token,
      github_repository,
      github_oidc_issuer,
    });
    expect(shown(after.connection)).toEqual(shown(before.connection));
    const runs = await (await github(after.connection, 'GET', '/actions/runs')).json();
    expect(runs).toMatchObject({ total_count: 1, workflow_runs: [{ status: 'queued' }] });
  });

  test('takes another port where the one that it had is not free any more', async () => {
    const before = await start(dir);
    await end(before.child, 'SIGINT');
    const other = createServer().listen(Number(new URL(before.connection.hetzner_url).port), '127.0.0.1');
    await once(other, 'listening');
    const after = await start(dir);
    other.close();
    expect(after.connection.hetzner_url).not.toBe(before.connection.hetzner_url);
    expect((await hetzner(after.connection, 'GET', '/servers')).status).toBe(200);
  });

  test('ends with status 0 at SIGINT, also when a client holds its connection', async () => {
    const { child, connection } = await start(dir);
    await hetzner(connection, 'GET', '/servers');
    expect(await end(child, 'SIGINT')).toBe(0);
  });

  test('shares no address with another one', async () => {
    const [one, two] = await Promise.all([start(join(dir, 'one')), start(join(dir, 'two'))]);
    expect(one.connection.dns_address).not.toBe(two.connection.dns_address);
  });

  test('says what to do when another one has the same state, and ends with status 1', async () => {
    await start(dir);
    const { child, said } = launch(dir);
    expect(await ended(child)).toBe(1);
    expect(said()).toMatch(
      /^No loopback addresses for the servers\. Another program holds .* start from an empty state\.\n$/,
    );
  });
});

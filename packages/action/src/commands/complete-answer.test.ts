import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ActionError } from '../errors.ts';
import { CloudflareSandbox } from '../testing/cloudflare-sandbox.ts';
import { type AnswerCheck, awaitAnswer, checkUrl } from './complete-answer.ts';

const run = promisify(execFile);

let sandbox: CloudflareSandbox;
let folder: string;
const servers: Server[] = [];

beforeAll(async () => {
  sandbox = await CloudflareSandbox.start();
  folder = await mkdtemp(join(tmpdir(), 'prego-answer-'));
});
afterAll(async () => {
  for (const server of servers) server.close().closeAllConnections();
  await rm(folder, { recursive: true });
  await sandbox.stop();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

let count = 0;
/** A name of its own that leads to this machine. */
async function named(content = '127.0.0.1'): Promise<string> {
  const name = `a${++count}.${sandbox.connection.cloudflare_zone}`;
  await sandbox.add({ type: 'A', name, content });
  return name;
}

function ask(url: string, given: Partial<AnswerCheck> = {}, signal = new AbortController().signal) {
  const said: string[] = [];
  const check = { url: new URL(url), nameserver: sandbox.connection.dns_address, timeoutMs: 20_000, ...given };
  return { said, done: awaitAnswer(check, { signal, say: (line) => void said.push(line) }) };
}

const failure = (work: Promise<unknown>): Promise<ActionError> =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: ActionError) => error,
  );

describe('the address to ask', () => {
  test('has the host name in it', () => {
    expect(checkUrl('https://{hostname}:8443/healthz?x=1', 'a.example.com').href).toBe(
      'https://a.example.com:8443/healthz?x=1',
    );
  });

  test.each(['https://status.example.com/', '{hostname}', 'ftp://{hostname}/', 'https://me:word@{hostname}/'])(
    'is refused when it is %s',
    (template) => {
      expect(() => checkUrl(template, 'a.example.com')).toThrow('does not ask a.example.com');
    },
  );
});

describe('the wait for the workspace', () => {
  test('resolves the name and asks the address under that name, until it answers 200', async () => {
    const statuses = [503, 302, 200];
    const hosts: (string | undefined)[] = [];
    const port = await listening(
      createServer((request, response) => {
        hosts.push(request.headers.host);
        response.writeHead(statuses.shift() ?? 500, { location: '/' }).end();
      }),
    );
    const name = await named();
    const { said, done } = ask(`http://${name}:${port}/healthz`);
    expect(await done).toMatchObject({ address: '127.0.0.1' });
    expect(hosts).toEqual([`${name}:${port}`, `${name}:${port}`, `${name}:${port}`]);
    expect(said).toEqual([
      `Waiting for http://${name}:${port}/healthz: 127.0.0.1 answers 503.`,
      `Waiting for http://${name}:${port}/healthz: 127.0.0.1 answers 302.`,
    ]);
  });

  test('goes on while the name leads nowhere, or still elsewhere', async () => {
    const port = await listening(createServer((_, response) => void response.end()));
    const name = `late.${sandbox.connection.cloudflare_zone}`;
    const { said, done } = ask(`http://${name}:${port}/`, { address: '127.0.0.1' });
    while (said.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const id = await sandbox.add({ type: 'A', name, content: '127.0.0.9' });
    while (said.length === 1) await new Promise((resolve) => setTimeout(resolve, 10));
    await sandbox.change(id, { content: '127.0.0.1' });
    await done;
    expect(said[0]).toContain(`${name} leads nowhere yet (ENOTFOUND)`);
    expect(said[1]).toContain(`${name} leads to 127.0.0.9, not yet to 127.0.0.1`);
  });

  test('ends in time, and says what was seen last', async () => {
    const port = await listening(createServer((_, response) => void response.writeHead(502).end()));
    const name = await named();
    expect(await failure(ask(`http://${name}:${port}/?key=hidden`, { timeoutMs: 500 }).done)).toMatchObject({
      code: 'check_failed',
      message: `http://${name}:${port}/ did not answer 200 within 0.5 s: 127.0.0.1 answers 502.`,
    });
  });

  test('ends in time with a host that takes the request and never answers', async () => {
    const port = await listening(createServer(() => {}));
    const name = await named();
    const error = await failure(ask(`http://${name}:${port}/`, { timeoutMs: 500 }).done);
    expect(error.code).toBe('check_failed');
  });

  test('is cancelled at once', async () => {
    const cancel = new AbortController();
    const port = await listening(createServer(() => cancel.abort()));
    const name = await named();
    const error = await failure(ask(`http://${name}:${port}/`, { timeoutMs: 600_000 }, cancel.signal).done);
    expect(error.code).toBe('cancelled');
  });

  test('refuses a nameserver that is none', async () => {
    const error = await failure(ask('http://a.example.com/', { nameserver: 'ns.example.com' }).done);
    expect(error.code).toBe('invalid_inputs');
  });
});

describe('with https', () => {
  let name: string;
  let url: string;
  const asked: unknown[] = [];

  beforeAll(async () => {
    name = await named();
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    await run('openssl', [...kind, ...files, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]);
    const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((file) => readFile(join(folder, file))));
    const server = createTlsServer({ key, cert }, (request, response) => {
      asked.push((request.socket as TLSSocket).servername);
      response.end();
    });
    url = `https://${name}:${await listening(server)}/`;
  });

  test('a certificate that nobody vouches for is no answer', async () => {
    expect(await failure(ask(url, { timeoutMs: 500 }).done)).toMatchObject({
      code: 'check_failed',
      message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
      remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
    });
    expect(asked).toEqual([]);
  });

  test('one whose authority the runner is told of is, for its own name only', async () => {
    const module = new URL('./complete-answer.ts', import.meta.url).href;
    const other = await named();
    const check = async (address: string) => {
      const given = `{ url: new URL('${address}'), nameserver: '${sandbox.connection.dns_address}', timeoutMs: 2000 }`;
      const patience = '{ signal: new AbortController().signal, say: () => {} }';
      const code = `const { awaitAnswer } = await import('${module}');
        await awaitAnswer(${given}, ${patience}).then(() => console.log('answers'), ({ message }) => console.log(message));`;
      const env = { ...process.env, NODE_OPTIONS: '', NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem') };
      return (await run(process.execPath, ['--input-type=module', '-e', code], { env })).stdout.trim();
    };
    expect(await check(url)).toBe('answers');
    expect(asked).toEqual([name]);
    expect(await check(url.replace(name, other))).toContain('ERR_TLS_CERT_ALTNAME_INVALID');
  });
});

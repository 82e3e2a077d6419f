import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  HOST_KEY_PATH,
  hostKeyReport,
  REPORT_CURL_PATH,
  renderReportCurl,
  renderReportScript,
} from './host-key-report.ts';

const exec = promisify(execFile);

interface Received {
  authorization: string | undefined;
  contentType: string | undefined;
  body: unknown;
}

let folder: string;
let server: Server;
let received: Received[];
/** What the server answers, in order; the last one for good. */
let answers: number[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-host-key-'));
  received = [];
  server = createServer(async (request, response) => {
    const { authorization, 'content-type': contentType } = request.headers;
    received.push({ authorization, contentType, body: await json(request) });
    response.writeHead((answers.length > 1 ? answers.shift() : answers[0]) as number).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Runs the script as on the node, but for the paths of its files. */
async function report(token: string): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  const target = { nodeId: 'sg-s-1', url: `http://127.0.0.1:${port}/internal/host-keys?a="b"`, token };
  const key = join(folder, 'key.pub');
  const config = join(folder, 'curl');
  await writeFile(key, 'ssh-ed25519 AAAAC3Nz+/= root@sg-s-1\n');
  await writeFile(config, renderReportCurl(target));
  const script = renderReportScript(target.nodeId).replace(HOST_KEY_PATH, key).replace(REPORT_CURL_PATH, config);
  return await exec('sh', ['-c', script]);
}

describe("the report of a node's host key", () => {
  test('posts the key without its comment, with the token of the node, whatever is in that', async () => {
    answers = [204];
    await report('a"b\\c\'d$e');
    expect(received).toEqual([
      {
        authorization: 'Bearer a"b\\c\'d$e',
        contentType: 'application/json',
        body: { node_id: 'sg-s-1', ssh_host_key: 'ssh-ed25519 AAAAC3Nz+/=' },
      },
    ]);
  });

  test('is repeated with the same body until it is accepted', async () => {
    answers = [503, 204];
    await report('t');
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
  }, 15_000);

  test('keeps the token out of the script and readable by root alone', () => {
    const { files = [] } = hostKeyReport({ nodeId: 'n', url: 'https://cp.example.com', token: 'secret' });
    const holding = files.filter(({ content }) => content.includes('secret'));
    expect(holding.map(({ path, permissions }) => [path, permissions])).toEqual([[REPORT_CURL_PATH, '0600']]);
  });

  test('is tried again by systemd as long as it fails, without cloud-init waiting for it', () => {
    const { files = [], commands } = hostKeyReport({ nodeId: 'n', url: 'https://cp.example.com', token: 't' });
    const unit = files.find(({ path }) => path.endsWith('.service'))?.content;
    expect(unit).toMatch(/StartLimitIntervalSec=0\n(.*\n)*Restart=on-failure\n/);
    expect(commands).toContainEqual(['systemctl', 'start', '--no-block', 'report-host-key.service']);
  });
});

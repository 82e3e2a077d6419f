import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../../bootstrap/run.mjs';
import { checksumOf } from './download.ts';
import { findTool } from './find-tool.ts';
import { buildKey } from './go-build.ts';
import type { Tool } from './tool.ts';

let dir: string;
let servers: Server[];
const environment = { ...process.env };
const OPTIONS = { say: () => {}, giveUpMs: 300 };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prego-engine-'));
  process.env.PREGO_CACHE_DIR = join(dir, 'cache');
  servers = [];
});
afterEach(async () => {
  process.env = { ...environment };
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await rm(dir, { recursive: true });
});

describe('a tool is taken', () => {
  test('from what is installed, before anything else', async () => {
    const found = await findTool(tool({ installed: '/usr/bin/thing' }), OPTIONS);
    expect(found).toMatchObject({ path: '/usr/bin/thing', source: 'installed' });
  });

  test('from the vendor, verified and unpacked, and from the cache the next time', async () => {
    const vendor = await serveArchive((sum) => `${sum}  thing.tar.gz\n`);
    const found = await findTool(tool({ vendor }), OPTIONS);
    expect(found.source).toBe('download');
    expect(await run(found.path, [])).toBe('hello\n');
    expect(await readdir(join(found.path, '..'))).toEqual(['thing']);
    expect(await findTool(tool({ vendor: 'http://127.0.0.1:1' }), OPTIONS)).toMatchObject({
      source: 'cache',
      path: found.path,
    });
  });

  test('never from an archive that is not what its checksum says', async () => {
    const vendor = await serveArchive(() => `${'0'.repeat(64)}  thing.tar.gz\n`);
    await expect(findTool(tool({ vendor }), OPTIONS)).rejects.toThrow(/tampered with/);
    expect(await readdir(join(dir, 'cache', 'engine'))).toEqual([]);
  });

  test('never from an archive that the publisher does not list', async () => {
    const vendor = await serveArchive((sum) => `${sum}  other.tar.gz\n`);
    await expect(findTool(tool({ vendor }), OPTIONS)).rejects.toThrow(/says nothing of it/);
  });

  test.each<[string, RequestListener]>([
    ['has no such file', (_request, response) => response.writeHead(404).end()],
    ['says nothing', () => {}],
    ['stops half-way', (_request, response) => void response.writeHead(200, { 'content-length': 1000 }).write('half')],
  ])('from a build when the vendor %s', async (_case, listener) => {
    const found = await findTool(tool({ vendor: await serve(listener), builtAs: 'cached' }), OPTIONS);
    expect(found.source).toBe('build');
  });

  test('from the vendor again after it had no file for another tool', async () => {
    const archive = await serveArchive((sum) => `${sum}  thing.tar.gz\n`);
    const found = await findTool(tool({ vendor: `${archive}/missing`, builtAs: 'cached' }), OPTIONS);
    expect(found.source).toBe('build');
    const other = { ...tool({ vendor: archive }), version: '2.0' };
    expect((await findTool(other, OPTIONS)).source).toBe('download');
  });

  test('from nowhere when no way works, and the error says what to install', async () => {
    process.env.PATH = dir;
    const search = findTool(tool({ vendor: 'http://127.0.0.1:1' }), OPTIONS);
    await expect(search).rejects.toThrow(
      /Thing 1.0 could not be had[\s\S]*no Go ≥ 1.21 is installed[\s\S]*Install thing from its site[\s\S]*install Go ≥ 1.21/,
    );
  });
});

describe('the key of a build', () => {
  test('changes with its flags and stays otherwise', async () => {
    const build = { module: 'telegraf', package: 'x' };
    expect(await buildKey(build)).toBe(await buildKey({ ...build }));
    expect(await buildKey({ ...build, tags: 'a' })).not.toBe(await buildKey(build));
  });
});

describe("a publisher's list of checksums", () => {
  test.each([
    ['abc  thing.tar.gz', 'abc'],
    ['ABC *thing.tar.gz', 'abc'],
    ['abc  nothing.tar.gz', undefined],
    ['', undefined],
  ])('%j', (list, expected) => expect(checksumOf(list, 'thing.tar.gz')).toBe(expected));
});

/** A tool whose build is a `go` of our own that writes the program: what `go build` makes is not the matter here. */
function tool(ways: { installed?: string; vendor?: string; builtAs?: 'cached' }): Tool {
  if (ways.builtAs) process.env.PATH = `${fakeGo()}:${process.env.PATH}`;
  return {
    binary: 'thing',
    version: '1.0',
    label: 'Thing 1.0',
    findInstalled: async () => ways.installed,
    ...(ways.vendor && {
      download: {
        url: `${ways.vendor}/thing.tar.gz`,
        checksumsUrl: `${ways.vendor}/sums.txt`,
        member: 'thing-1.0/thing',
      },
    }),
    build: { module: 'telegraf', package: 'example.org/thing' },
    remedy: 'thing from its site',
  };
}

function fakeGo(): string {
  return join(dir, 'go-bin');
}

beforeEach(async () => {
  await mkdir(fakeGo());
  const script =
    '#!/bin/sh\nif [ "$1" = env ]; then echo go1.26.0; exit; fi\nwhile [ "$1" != -o ]; do shift; done\necho built > "$2"\n';
  await writeFile(join(fakeGo(), 'go'), script);
  await chmod(join(fakeGo(), 'go'), 0o755);
});

async function serveArchive(sums: (sum: string) => string): Promise<string> {
  await mkdir(join(dir, 'thing-1.0'));
  await writeFile(join(dir, 'thing-1.0', 'thing'), '#!/bin/sh\necho hello\n');
  await run('tar', ['-czf', join(dir, 'thing.tar.gz'), '-C', dir, 'thing-1.0']);
  const archive = await readFile(join(dir, 'thing.tar.gz'));
  const sum = createHash('sha256').update(archive).digest('hex');
  return await serve((request, response) => {
    if (request.url?.startsWith('/missing')) response.writeHead(404).end();
    else response.end(request.url === '/sums.txt' ? sums(sum) : archive);
  });
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

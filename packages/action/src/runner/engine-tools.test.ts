import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arch, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { recordedIo } from '../testing/recorded-io.ts';
import { CACHED_AS, type EnginePart, engineParts, type Hosts } from './engine-parts.ts';
import { prepareEngineTools } from './engine-tools.ts';

const exec = promisify(execFile);

// The client rests 10 to 20 s between its tries, but for its own tests' sake.
Object.assign(globalThis, { TEST_DOWNLOAD_TOOL_RETRY_MIN_SECONDS: 0, TEST_DOWNLOAD_TOOL_RETRY_MAX_SECONDS: 0 });

let folder: string;
let vendor: Vendor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prego-engine-tools-'));
  vendor = await Vendor.start(join(folder, 'vendor'));
});
afterEach(async () => {
  await vendor.close();
  await rm(folder, { recursive: true, force: true });
});

const ioOf = (runner = folder) =>
  recordedIo({ env: { RUNNER_TOOL_CACHE: join(runner, 'tools'), RUNNER_TEMP: join(runner, 'temp') } });
const root = () => join(folder, 'tools', CACHED_AS.tool, CACHED_AS.version, arch());
const prepare = (signal = new AbortController().signal) => prepareEngineTools(ioOf(), signal, vendor.hosts);

/** Files of the cache that are not the engine's own. */
async function strangers(): Promise<string[]> {
  const own = vendor.parts.map(({ folder: part, binary }) => join(part, binary));
  const files = await readdir(root(), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name).slice(root().length + 1))
    .filter((path) => !own.includes(path) && path !== join('home', 'logs'));
}

describe('the engine of a runner', () => {
  test('is the vendor’s, verified, in the tool cache as Pulumi looks for it', async () => {
    const tools = await prepare();
    expect(tools).toEqual({
      pulumi: join(root(), 'bin', 'pulumi'),
      home: join(root(), 'home'),
      credentials: join(folder, 'temp', 'prego-pulumi'),
    });
    for (const part of vendor.parts) {
      const path = join(root(), part.folder, part.binary);
      expect(await readFile(path, 'utf8')).toBe(`#!/bin/sh\necho ${part.binary}\n`);
      expect((await stat(path)).mode & 0o111).toBe(0o111);
    }
    // As a file: the CLI would write its debug logs into a folder of this name.
    expect((await stat(join(tools.home, 'logs'))).isFile()).toBe(true);
    expect((await stat(`${root()}.complete`)).isFile()).toBe(true);
    expect(await strangers()).toEqual([]);
  });

  test('is fetched once: the next job has it from the cache', async () => {
    await prepare();
    const asked = vendor.asked.length;
    await prepare();
    expect(vendor.asked).toHaveLength(asked);
  });

  test('is fetched only as far as it is missing', async () => {
    await prepare();
    await rm(join(root(), 'bin'), { recursive: true });
    vendor.asked.length = 0;
    await prepare();
    expect(vendor.asked.filter((path) => path.endsWith('.tar.gz')).map((path) => basename(path))).toEqual([
      expect.stringMatching(/^pulumi-v/),
    ]);
  });

  test('is whole for two jobs of one machine that fetch it at once', async () => {
    const both = await Promise.all([prepare(), prepare()]);
    for (const { pulumi } of both) expect(await readFile(pulumi, 'utf8')).toContain('echo pulumi');
    expect(await strangers()).toEqual([]);
  });

  test('stays that of another job which was faster, and may be at work with it', async () => {
    vendor.meanwhile = async () => {
      await mkdir(join(root(), 'bin'), { recursive: true });
      await writeFile(join(root(), 'bin', 'pulumi'), 'the other job has it');
    };
    const { pulumi } = await prepare();
    expect(await readFile(pulumi, 'utf8')).toBe('the other job has it');
    expect(await strangers()).toEqual([]);
  });

  test('takes the place of a folder that somebody has left without its program', async () => {
    await mkdir(join(root(), 'bin'), { recursive: true });
    await writeFile(join(root(), 'bin', 'half'), '');
    const { pulumi } = await prepare();
    expect(await readFile(pulumi, 'utf8')).toContain('echo pulumi');
    expect(await strangers()).toEqual([]);
  });

  test('is refused, and not kept, where it is not what its publisher says', async () => {
    vendor.tamper('pulumi-resource-hcloud');
    await expect(prepare()).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining('hcloud plugin'),
      remedy: expect.stringContaining('Nothing of it was kept or run'),
    });
    await expect(readdir(join(root(), 'home', 'plugins'))).resolves.not.toContain('resource-hcloud-v1.41.0');
    await expect(stat(`${root()}.complete`)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is refused where its publisher lists no sum for it', async () => {
    vendor.unlist('pulumi');
    await expect(prepare()).rejects.toMatchObject({ code: 'engine_unavailable' });
    await expect(stat(join(root(), 'bin'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is said to be out of reach, and where, when the vendor has no such file', async () => {
    vendor.lose('pulumi-resource-cloudflare');
    const { host } = new URL(vendor.hosts.releases);
    await expect(prepare()).rejects.toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining(`cloudflare plugin 6.22.1 can't be fetched from ${host}`),
      remedy: expect.stringContaining('tool cache'),
    });
    expect(await strangers()).toEqual([]);
  });

  test('is not waited for once the run is cancelled', async () => {
    vendor.hold();
    const cancel = new AbortController();
    const preparing = prepare(cancel.signal);
    await vendor.firstAsked;
    cancel.abort();
    await expect(preparing).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('is told where it would belong when the runner does not say', async () => {
    const preparing = prepareEngineTools(recordedIo(), new AbortController().signal, vendor.hosts);
    await expect(preparing).rejects.toMatchObject({ code: 'engine_unavailable', message: /RUNNER_TOOL_CACHE/ });
  });
});

test('the versions are those of the packages that the stacks are written for', async () => {
  const file = new URL('../../../stacks/package.json', import.meta.url);
  const { dependencies } = JSON.parse(await readFile(file, 'utf8')) as { dependencies: Record<string, string> };
  const labels = engineParts('linux', 'x64').map(({ label }) => label);
  expect(labels).toEqual([
    `Pulumi CLI ${dependencies['@pulumi/pulumi']}`,
    `hcloud plugin ${dependencies['@pulumi/hcloud']}`,
    `cloudflare plugin ${dependencies['@pulumi/cloudflare']}`,
  ]);
  expect(CACHED_AS.version).toBe(dependencies['@pulumi/pulumi']);
});

test('the addresses are the vendor’s own', () => {
  expect(engineParts('linux', 'x64').map(({ url }) => url)).toEqual([
    'https://get.pulumi.com/releases/sdk/pulumi-v3.259.0-linux-x64.tar.gz',
    'https://get.pulumi.com/releases/plugins/pulumi-resource-hcloud-v1.41.0-linux-amd64.tar.gz',
    'https://get.pulumi.com/releases/plugins/pulumi-resource-cloudflare-v6.22.1-linux-amd64.tar.gz',
  ]);
  expect(engineParts('darwin', 'arm64').map(({ url }) => basename(url))).toContain(
    'pulumi-resource-hcloud-v1.41.0-darwin-arm64.tar.gz',
  );
});

/** A vendor's hosts: archives with a script in the place of each program, and the lists of their sums. */
class Vendor {
  readonly asked: string[] = [];
  readonly hosts: Hosts;
  readonly parts: readonly EnginePart[];
  readonly firstAsked: Promise<void>;
  /** Happens before anything is answered. */
  meanwhile = async (): Promise<void> => {};
  readonly #files = new Map<string, Buffer>();
  readonly #server: Server;
  #held = false;
  #asked = (): void => {};

  private constructor(server: Server) {
    this.#server = server;
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    this.hosts = { releases: url, checksums: url };
    this.parts = engineParts(process.platform, process.arch, this.hosts);
    this.firstAsked = new Promise((resolve) => {
      this.#asked = resolve;
    });
  }

  static async start(work: string): Promise<Vendor> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const vendor = new Vendor(server);
    for (const part of vendor.parts) await vendor.#publish(part, work);
    server.on('request', vendor.#answer);
    return vendor;
  }

  async #publish(part: EnginePart, work: string): Promise<void> {
    const program = join(work, part.binary, part.member);
    await mkdir(dirname(program), { recursive: true });
    await writeFile(program, `#!/bin/sh\necho ${part.binary}\n`);
    const archive = `${join(work, part.binary)}.tar.gz`;
    await exec('tar', ['-czf', archive, '-C', join(work, part.binary), part.member]);
    const bytes = await readFile(archive);
    const sum = createHash('sha256').update(bytes).digest('hex');
    this.#files.set(new URL(part.url).pathname, bytes);
    const list = `${'0'.repeat(64)}  another.tar.gz\n${sum}  ${basename(part.url)}\n`;
    this.#files.set(new URL(part.checksumsUrl).pathname, Buffer.from(list));
  }

  #part(binary: string): EnginePart {
    return this.parts.find((part) => part.binary === binary) as EnginePart;
  }

  /** One byte more, as a hand on the way would leave it. */
  tamper(binary: string): void {
    const path = new URL(this.#part(binary).url).pathname;
    this.#files.set(path, Buffer.concat([this.#files.get(path) as Buffer, Buffer.from([0])]));
  }

  unlist(binary: string): void {
    this.#files.set(new URL(this.#part(binary).checksumsUrl).pathname, Buffer.from('\n'));
  }

  lose(binary: string): void {
    this.#files.delete(new URL(this.#part(binary).url).pathname);
  }

  /** Answers nobody from now on. */
  hold(): void {
    this.#held = true;
  }

  readonly #answer: RequestListener = (request, response) => {
    const path = request.url ?? '';
    this.asked.push(path);
    this.#asked();
    if (this.#held) return;
    const file = this.#files.get(path);
    void this.meanwhile().then(() => response.writeHead(file ? 200 : 404).end(file));
  };

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

// Node 24, pnpm and the packages, from nothing but some Node ≥ 18 with its npm. No dependencies.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cacheEntry, withLock } from './cache.mjs';
import { NODE, PNPM } from './pins.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/**
 * Sets up the tools and the packages of the checkout, doing only what isn't done yet.
 * @param {string} root the checkout
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} Node 24's path, and the environment in which `node` and `pnpm` are the pinned ones
 */
export async function setUp(root) {
  const node = await node24();
  const pnpm = await npmPackage(`pnpm-${PNPM}`, `pnpm@${PNPM}`);
  const path = [join(node, 'bin'), join(pnpm, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const env = { ...process.env, PATH: path };
  await packages(root, join(node, 'bin', 'node'), join(pnpm, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs'), env);
  return { node: join(node, 'bin', 'node'), env };
}

/** @returns {Promise<string>} a folder with `bin/node` of the pinned version */
async function node24() {
  const platform = `node-${process.platform}-${process.arch}`;
  const entry = await npmPackage(`node-${NODE}-${process.platform}-${process.arch}`, `${platform}@${NODE}`);
  return join(entry, 'node_modules', platform);
}

/** @param {string} name @param {string} spec @returns {Promise<string>} the cache entry that has it in node_modules */
async function npmPackage(name, spec) {
  return await cacheEntry(name, (dir) =>
    step(`Installing ${spec}`, async () => {
      await writeFile(join(dir, 'package.json'), '{ "private": true }\n');
      const args = ['install', '--prefix', dir, '--no-audit', '--no-fund', '--loglevel=error', '--save-exact', spec];
      await run(...npm([...args, ...RETRIES]), { cwd: dir }).catch(refuseUnreachable);
    }),
  );
}

/** npm as this Node has it: the one that runs us, if one does. @param {string[]} args @returns {[string, string[]]} */
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.includes('npm-cli') ? [process.execPath, [script, ...args]] : ['npm', args];
}

/**
 * Installs the workspace's packages, frozen, unless they already are what the lockfile says.
 * @param {string} root @param {string} node @param {string} pnpm @param {NodeJS.ProcessEnv} env
 */
async function packages(root, node, pnpm, env) {
  const stamp = join(root, 'node_modules', '.prego-installed');
  const wanted = await fingerprint(root);
  const isCurrent = async () => existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted;
  if (await isCurrent()) return;
  await mkdir(join(root, '.prego'), { recursive: true });
  await withLock(
    join(root, '.prego', 'install.lock'),
    (holder) => process.stderr.write(`  waiting for process ${holder}, which is installing the packages\n`),
    async () => {
      if (await isCurrent()) return;
      await step('Installing the packages', async () => {
        await rm(stamp, { force: true });
        const args = [pnpm, 'install', '--frozen-lockfile', '--prefer-offline', '--reporter=append-only', ...RETRIES];
        await run(node, args, { cwd: root, env: { ...env, CI: 'true' } }).catch(refuseUnreachable);
        await writeFile(stamp, wanted);
      });
    },
  );
}

/** npm and pnpm would wait silently for over a minute between their attempts. */
const RETRIES = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

const NO_CONNECTION =
  /\bE(NOTFOUND|AI_AGAIN|CONNREFUSED|CONNRESET|TIMEDOUT|HOSTUNREACH|NETUNREACH)\b|ERR_SOCKET_TIMEOUT/;

/** Says in one line what failed and what to do, where it is the registry. @param {Error} error @returns {never} */
function refuseUnreachable(error) {
  const lines = error.message.split('\n').filter((line) => NO_CONNECTION.test(line));
  const telling = lines.find((line) => line.includes('http')) ?? lines[0];
  if (!telling) throw error;
  throw new Error(
    `The npm registry can't be reached: ${telling.trim()}\n` +
      'Check the network and the proxy settings (npm config set registry <address> names another registry), then run ' +
      'the command again: it goes on where it stopped.',
  );
}

/** What an installation depends on: the lockfile, every manifest and Node itself. @param {string} root */
async function fingerprint(root) {
  const hash = createHash('sha256').update(NODE);
  const within = async (/** @type {string} */ folder) =>
    (await readdir(join(root, folder))).map((name) => join(folder, name)).sort();
  const members = [...(await within('packages')), ...(await within('bench'))];
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...['.', 'engine', ...members].map(manifest)]) {
    if (existsSync(join(root, file))) hash.update(file).update(await readFile(join(root, file)));
  }
  return hash.digest('hex');
}

/** @param {string} folder */
const manifest = (folder) => join(folder, 'package.json');

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { unpackedPackages } from './debian-packages.ts';
import { pythonWith } from './python-environment.ts';

/** What cloud-init imports, at the versions with which this was tried. */
const PYTHON_PACKAGES = [
  ...['jsonschema==4.26.0', 'PyYAML==6.0.3', 'Jinja2==3.1.6', 'configobj==5.0.9', 'jsonpatch==1.47'],
  ...['requests==2.34.2', 'oauthlib==4.0.1'],
];

export interface CloudInitVerdict {
  readonly valid: boolean;
  /** What it said, both outputs as one. */
  readonly said: string;
  /** Which cloud-init said it, such as `22.4.2`: other releases know other keys. */
  readonly version: string;
}

const STDIO: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];

export type CloudInitValidator = (userData: string) => Promise<CloudInitVerdict>;

/**
 * cloud-init's own validator (`cloud-init schema`), as this machine's distribution has it. From the cache, or by apt-get
 * and pip.
 * @throws {Error} that says what to install, where it can't be had
 */
export async function cloudInitValidator(): Promise<CloudInitValidator> {
  const [cloudInit, python] = await Promise.all([
    unpackedPackages('cloud-init', ['cloud-init']),
    pythonWith('cloud-init', PYTHON_PACKAGES),
  ]);
  const env = { ...process.env, PYTHONPATH: join(cloudInit, 'usr/lib/python3/dist-packages') };
  const version = await printedBy(spawn(python, ['-m', 'cloudinit.cmd.main', '--version'], { env, stdio: STDIO }));
  const number = /\d+\.\d[\w.~+-]*/.exec(version)?.[0];
  if (number === undefined) throw new Error(`cloud-init does not run: ${version}. Empty the cache, and try again.`);
  return async (userData) => {
    const folder = await mkdtemp(join(tmpdir(), 'prego-cloud-init-'));
    try {
      const file = join(folder, 'user-data');
      await writeFile(file, userData);
      const args = ['-m', 'cloudinit.cmd.main', 'schema', '-c', file];
      const said = await printedBy(spawn(python, args, { env, stdio: STDIO }));
      // Its status alone is not enough: other ways to end with 0 are no verdict.
      return { valid: /^Valid (cloud-config|schema)/m.test(said), said, version: number };
    } finally {
      await rm(folder, { recursive: true });
    }
  };
}

async function printedBy({ stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  const [out, err] = await Promise.all([text(stdout), text(stderr)]);
  return (out + err).trim();
}

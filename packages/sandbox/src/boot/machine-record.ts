import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudInitStatus } from './cloud-init-run.ts';
import type { Load } from './load.ts';
import type { Services } from './services.ts';

/**
 * What a machine's disk remembers of its last boot, kept beside its file system. Its presence with a cloud-init that
 * ran is the mark that the per-instance part is done.
 */
export interface MachineRecord {
  /** The server's `boots` at that boot: the same number means that the same boot goes on. */
  boots: number;
  /** Wall time, epoch ms. */
  bootedAt: number;
  hostname: string;
  cloudInit: CloudInitStatus;
  services: Services;
}

const RECORD = 'machine.json';
const LOAD = 'load.json';

export function readRecord(dir: string): MachineRecord | undefined {
  return readJson<MachineRecord>(join(dir, RECORD));
}

export function writeRecord(dir: string, record: MachineRecord): void {
  writeJson(join(dir, RECORD), record);
}

/** The load that was set for the machine, if any ever was. */
export function readLoad(dir: string): Load | undefined {
  return readJson<Load>(join(dir, LOAD));
}

export function writeLoad(dir: string, load: Load): void {
  writeJson(join(dir, LOAD), load);
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}

/** Replaced whole, so that a sandbox that is killed leaves the old one or the new one. */
function writeJson(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}

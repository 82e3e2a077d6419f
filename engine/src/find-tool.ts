import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, cacheEntry } from '../../bootstrap/cache.mjs';
import { download, Unreachable } from './download.ts';
import { buildKey, goBuild } from './go-build.ts';
import { findGo, GO_REMEDY } from './go-toolchain.ts';
import type { FoundTool, Tool } from './tool.ts';

/** Ten seconds of silence: on a machine with internet the first byte is there in one. */
const GIVE_UP_MS = 10_000;

export interface FindOptions {
  /** Told what is going on, for the progress line. */
  say: (detail: string) => void;
  giveUpMs?: number;
}

/** Hosts that did not answer in this process; each is waited for only once. */
const unreachable = new Set<string>();

/**
 * Finds a tool: installed → our cache → the vendor's download → built from Go modules.
 * @throws {Error} that says what to install when none of the ways works
 */
export async function findTool(tool: Tool, options: FindOptions): Promise<FoundTool> {
  const installed = await tool.findInstalled();
  if (installed) return { tool, path: installed, source: 'installed' };
  const downloadName = `engine/${tool.binary}-${tool.version}-${process.platform}-${process.arch}-vendor`;
  const buildName = `engine/${tool.binary}-${tool.version}-${await buildKey(tool.build)}`;
  for (const name of [downloadName, buildName]) {
    const path = join(cacheDir(), name, tool.binary);
    if (existsSync(path)) return { tool, path, source: 'cache' };
  }
  const tried: string[] = [];
  const downloaded = await tryDownload(tool, downloadName, options, tried);
  if (downloaded) return { tool, path: join(downloaded, tool.binary), source: 'download' };
  try {
    const entry = await cacheEntry(
      buildName,
      async (folder) => goBuild(tool.build, folder, await findGo(options.say), options.say),
      (holder) => options.say(`process ${holder} is building it`),
    );
    return { tool, path: join(entry, tool.binary), source: 'build' };
  } catch (error) {
    tried.push(`building it: ${error instanceof Error ? error.message : error}`);
    throw new Error(
      `${tool.label} could not be had.\n- ${tried.join('\n- ')}\nInstall ${tool.remedy}\nOr install ${GO_REMEDY}, which builds every part.`,
    );
  }
}

/** The downloaded entry, or undefined when the vendor can't be reached (the reason goes to `tried`). */
async function tryDownload(
  tool: Tool,
  name: string,
  options: FindOptions,
  tried: string[],
): Promise<string | undefined> {
  const from = tool.download;
  if (!from) return undefined;
  const silent = [from.checksumsUrl, from.url].map((url) => new URL(url).host).find((host) => unreachable.has(host));
  if (silent) {
    tried.push(`the vendor's download: ${silent} did not answer before`);
    return undefined;
  }
  try {
    return await cacheEntry(name, (folder) =>
      download(from, folder, { giveUpMs: options.giveUpMs ?? GIVE_UP_MS, say: options.say }),
    );
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    if (error.silentHost) unreachable.add(error.silentHost);
    tried.push(`the vendor's download: ${error.message}`);
    return undefined;
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export interface ScriptSizes {
  readonly files: number;
  readonly bytes: number;
  readonly gzip: number;
  readonly brotli: number;
}

/** What the scripts weigh, as they are and as they travel. `folder` is where the console was built. */
export async function scriptSizes(folder: string, paths: readonly string[]): Promise<ScriptSizes> {
  const texts = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  const sum = (sizeOf: (text: Buffer) => number) => texts.reduce((total, text) => total + sizeOf(text), 0);
  return {
    files: texts.length,
    bytes: sum((text) => text.length),
    gzip: sum((text) => gzipSync(text).length),
    brotli: sum((text) => brotliCompressSync(text).length),
  };
}

/** The scripts that a page's HTML names itself: what is there before any page's own. */
export async function scriptsNamedIn(folder: string, page: string): Promise<string[]> {
  const html = await readFile(join(folder, page), 'utf8');
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path as string);
}

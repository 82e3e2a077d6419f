import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The files in this folder and below, relative to it; of links only themselves are looked at, and so none is among them. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

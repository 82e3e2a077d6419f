import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What distributions call it, Debian's first; Chrome does as well. */
export const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const;

/**
 * The browser that the tests drive: `PREGO_CHROMIUM` where that is set, else the first of its names on the path.
 * @throws {Error} that says how to get one
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  if (env.PREGO_CHROMIUM) return env.PREGO_CHROMIUM;
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = CHROMIUM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  if (found) return found;
  throw new Error(
    `No browser found: none of ${CHROMIUM_NAMES.join(', ')} is on the path.\n` +
      'Install Chromium (Debian: apt-get install chromium), or name the binary of Chromium or Chrome in PREGO_CHROMIUM.',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** The committed bundle as a runner has it: alone, in a folder from which no package can be found. */
export class CopiedBundle {
  readonly folder: string;
  readonly entries: { readonly main: string; readonly post: string };

  private constructor(folder: string) {
    this.folder = folder;
    this.entries = { main: join(folder, 'dist/main/index.js'), post: join(folder, 'dist/post/index.js') };
  }

  static async make(): Promise<CopiedBundle> {
    const folder = await mkdtemp(join(tmpdir(), 'prego-bundle-'));
    for (let above = folder; above !== dirname(above); above = dirname(above)) {
      if (existsSync(join(above, 'node_modules')))
        throw new Error(`${above} has packages: nothing can be shown below it.`);
    }
    await cp(DIST, join(folder, 'dist'), { recursive: true });
    return new CopiedBundle(folder);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

import type { Download } from './download.ts';
import type { GoBuild } from './go-build.ts';

/** A program that the engine is made of, and the ways to get it, in the order in which they are tried. */
export interface Tool {
  /** Name of its file. */
  binary: string;
  version: string;
  /** What it is, for the line that tells where it came from. */
  label: string;
  /** Path of a matching version that the user has installed, if there is one. */
  findInstalled: () => Promise<string | undefined>;
  /** Absent where the vendor publishes no checksum to hold a download against. */
  download?: Download;
  build: GoBuild;
  /** What the user can install where none of the ways works. */
  remedy: string;
}

export type Source = 'installed' | 'cache' | 'download' | 'build';

export interface FoundTool {
  tool: Tool;
  /** Absolute path of the binary. */
  path: string;
  source: Source;
}

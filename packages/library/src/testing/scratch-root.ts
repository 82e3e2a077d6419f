import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a server has at its root and a script may name. `/dev` stays: scripts throw away into it. */
const ABSOLUTE = /(?<![\w$}/.-])\/(?:bin|boot|etc|home|lib|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?![\w.-])/g;

/** A text with the paths of a server's files beneath a folder; the line that names a script's shell stays. */
export function beneath(root: string, text: string): string {
  const [first = '', ...others] = text.split('\n');
  const rewritten = (line: string): string => line.replaceAll(ABSOLUTE, (path) => root + path);
  return [first.startsWith('#!') ? first : rewritten(first), ...others.map(rewritten)].join('\n');
}

/** Writes a file beneath a folder as cloud-init would. @param mode octal, as in `permissions` */
export function writeBeneath(root: string, path: string, content: string, mode = '0644'): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, beneath(root, content));
  chmodSync(file, Number.parseInt(mode, 8));
}

export interface FoundFile {
  /** Octal, of four digits. */
  readonly mode: string;
  /** Of a link, where it points. */
  readonly content: string;
}

/** All files beneath a folder, by the paths that they would have on a server. */
export function filesBeneath(root: string): Record<string, FoundFile> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const found = entries.map((entry): [string, FoundFile] => {
    const file = join(entry.parentPath, entry.name);
    const content = entry.isSymbolicLink() ? readlinkSync(file) : readFileSync(file, 'utf8');
    const mode = entry.isSymbolicLink() ? 0o777 : statSync(file).mode & 0o7777;
    const path = file.slice(root.length);
    return [path, { mode: mode.toString(8).padStart(4, '0'), content: content.replaceAll(root, '') }];
  });
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

import { parseDocument } from 'yaml';
import { shellQuoted } from './shell-quoted.ts';

/** A `#cloud-config` as the checks look at it. */
export interface CloudConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** Every text in it, scripts and files among them, with where it stands: `write_files[2].content`. */
  readonly texts: readonly { readonly path: string; readonly text: string }[];
}

/** What a file says, or why it can't be read: the line that is wrong with it. */
export function parseCloudConfig(file: string): CloudConfig | { readonly error: string } {
  // YAML 1.1, as cloud-init reads it: `0644` is octal, `yes` is true.
  const document = parseDocument(file, { version: '1.1' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) return { error: (problem.message.split('\n')[0] ?? '').replace(/:$/, '') };
  const config: unknown = document.toJS();
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return { error: 'It is no mapping' };
  return { config: config as Record<string, unknown>, texts: textsOf(config, '') };
}

function textsOf(value: unknown, path: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  // A command that is given as the list of its words is read as one line.
  if (Array.isArray(value) && /^runcmd\[\d+\]$/.test(path)) return [{ path, text: value.map(asWord).join(' ') }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    textsOf(child, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
  );
}

/** In quotes where it would be more than one word, or another: cloud-init gives the words to no shell that looks into them. */
function asWord(value: unknown): string {
  const word = String(value);
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuoted(word);
}

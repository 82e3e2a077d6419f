import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The keys of a local control plane, made once for its folder: nodes, links and secrets go on working after a restart. */
const Keys = z.object({
  INTERNAL_API_KEY: z.string(),
  GATEWAY_KEY: z.string(),
  NODE_TOKEN_KEY: z.string(),
  LAUNCH_TOKEN_KEY: z.string(),
  LIBRARY_SECRETS_KEY: z.string(),
});
export type ControlPlaneKeys = z.infer<typeof Keys>;

/** The keys of this folder, which are made if it has none. Throws, with the file's name, where it can't be read. */
export async function keysOf(dataDir: string): Promise<ControlPlaneKeys> {
  const path = join(dataDir, 'keys.json');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return parseKeys(known, path);
  const make = () => randomBytes(32).toString('base64url');
  const made = Keys.parse(Object.fromEntries(Object.keys(Keys.shape).map((name) => [name, make()])));
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, JSON.stringify(made), { mode: 0o600 });
  return made;
}

function parseKeys(text: string, path: string): ControlPlaneKeys {
  try {
    return Keys.parse(JSON.parse(text));
  } catch {
    // What went wrong could quote a key.
    throw new Error(`${path} does not hold the control plane's keys. Remove it: new ones are made.`);
  }
}

/** Writes the Worker's variables where wrangler reads them; returns the file's path. */
export async function writeVariables(dataDir: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const path = join(dataDir, 'variables.env');
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${quoted(name, value)}\n`);
  await writeFile(path, lines.join(''), { mode: 0o600 });
  return path;
}

/**
 * As dotenv and dotenv-expand read it, with which wrangler does: nothing is an escape within single quotes and backticks,
 * also not for the quote itself; within double quotes `\n` and `\r` are; `$` begins a name everywhere unless a backslash
 * stands before it. Throws for what they can't take.
 */
function quoted(name: string, value: string): string {
  const quote = ["'", '`', '"'].find((mark) => !value.includes(mark));
  const isTaken = quote !== undefined && !value.includes('\r') && !(quote === '"' && /\\[nr]/.test(value));
  if (!isTaken)
    throw new Error(`${name} has every kind of quotation mark or a carriage return: wrangler can't read it.`);
  return `${quote}${value.replaceAll('$', '\\$')}${quote}`;
}

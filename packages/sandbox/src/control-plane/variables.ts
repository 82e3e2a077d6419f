import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The keys of a local control plane, made once for its folder: nodes and links go on working after a restart. */
const Keys = z.object({
  INTERNAL_API_KEY: z.string(),
  GATEWAY_KEY: z.string(),
  NODE_TOKEN_KEY: z.string(),
  LAUNCH_TOKEN_KEY: z.string(),
});
export type ControlPlaneKeys = z.infer<typeof Keys>;

export async function keysOf(dataDir: string): Promise<ControlPlaneKeys> {
  const path = join(dataDir, 'keys.json');
  const known = await readFile(path, 'utf8').catch(() => undefined);
  if (known !== undefined) return Keys.parse(JSON.parse(known));
  const make = () => randomBytes(32).toString('base64url');
  const made = Keys.parse(Object.fromEntries(Object.keys(Keys.shape).map((name) => [name, make()])));
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** Writes the Worker's variables where wrangler reads them; returns the file's path. */
export async function writeVariables(dataDir: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const path = join(dataDir, 'variables.env');
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  await writeFile(path, lines.join(''), { mode: 0o600 });
  return path;
}

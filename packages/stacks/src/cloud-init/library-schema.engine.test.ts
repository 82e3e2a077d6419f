import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CloudInitValidator, cloudInitValidator } from '@prego/engine/cloud-init-validator';
import { pythonWith } from '@prego/engine/python-environment';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderLibraryCloudInit } from './library.ts';
import { USER_DATA_MAX_BYTES } from './user-data.ts';

const LIBRARY = new URL('../../../../library/', import.meta.url);

const Manifest = z.object({
  servers: z.array(
    z.object({
      key: z.string(),
      volume_gb: z.number().optional(),
      ports: z.array(z.object({ protocol: z.enum(['tcp', 'udp']), port: z.number(), from: z.string() })).default([]),
    }),
  ),
  fields: z.array(z.object({ name: z.string().optional(), max_length: z.number().default(100) })),
  secrets: z.array(z.object({ name: z.string(), length: z.number() })).default([]),
});

/** Each folder is a template but what TypeScript's build makes, and drafts; so the catalogue has it (packages/library). */
const folders = (await readdir(LIBRARY, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && entry.name !== 'dist' && !entry.name.startsWith('.'))
  .map(({ name }) => name);
const templates = await Promise.all(
  folders.map(async (folder) => {
    const text = await readFile(new URL(`${folder}/manifest.yaml`, LIBRARY), 'utf8');
    return { folder, manifest: Manifest.parse(parse(text)) };
  }),
);

/** The user data of each server of a template, with the longest values that there can be. */
async function userDataOf({ folder, manifest }: (typeof templates)[number]): Promise<string[]> {
  const { servers, fields, secrets } = manifest;
  const addresses = new Map(servers.map(({ key }, index) => [key, `10.50.1.${index + 100}`]));
  const values = Object.fromEntries([
    ...fields.flatMap(({ name, max_length }) => (name === undefined ? [] : [[name, "'".repeat(max_length)]])),
    ...secrets.map(({ name, length }) => [name, 'x'.repeat(length)]),
  ]);
  return await Promise.all(
    servers.map(async ({ key, ports, volume_gb }) => {
      const file = servers.length === 1 ? 'cloud-init.yaml' : `cloud-init.${key}.yaml`;
      const template = await readFile(new URL(`${folder}/${file}`, LIBRARY), 'utf8');
      const server = { key, name: `${folder}-${key}`, template, ports, hasVolume: volume_gb !== undefined };
      const run = {
        networkRange: '10.50.0.0/16',
        addresses,
        values,
        provisioning: '한'.repeat(60),
      };
      return renderLibraryCloudInit({ ...server, ...run });
    }),
  );
}

describe('the user data of what is provisioned from the library', () => {
  let validate: CloudInitValidator;
  beforeAll(async () => {
    validate = await cloudInitValidator();
  }, 120_000);

  test('is tried of every template of the catalogue', async () => {
    const catalogue = await readFile(new URL('../packages/library/src/catalogue.ts', LIBRARY), 'utf8');
    const ids = [...catalogue.matchAll(/"?manifest"?: \{\s*"?id"?: ["']([^"']+)["']/g)].map(([, id]) => id);
    expect(templates.map(({ folder }) => folder).sort()).toEqual(ids.sort());
  });

  test.each(templates)(
    'of $folder passes the real validator of cloud-init, with room to what Hetzner takes',
    async (template) => {
      for (const userData of await userDataOf(template)) {
        expect(await validate(userData)).toMatchObject({ valid: true });
        expect(Buffer.byteLength(userData)).toBeLessThan(USER_DATA_MAX_BYTES);
      }
    },
  );

  test("leaves a template's texts, numbers and files to cloud-init's YAML reader as they were", async () => {
    const python = await pythonWith('pyyaml', ['PyYAML==6.0.3']);
    const template = [
      ...['#cloud-config', "packages: ['012', '1:30', 'on']", 'runcmd:'],
      ...["  - [echo, 012, 'yes', no, '=', ~, 'null', '2026-01-01', 1:30]", '  - "two\\nlines: # none"'],
      ...['write_files:', "  - {path: /a, permissions: 0644, content: 'off'}", '  - path: /b', '    content: |+'],
      ...['      kept   ', '', "      'as' it is", '', ''],
    ].join('\n');
    const one = { key: 'db', name: 'db', template, ports: [], hasVolume: false, networkRange: '10.50.0.0/16' };
    const run = { addresses: new Map([['db', '10.50.1.9']]), values: {}, provisioning: 'x' };
    const script = `import json, sys, yaml
ours, theirs = (yaml.safe_load(text) for text in json.load(sys.stdin))
print(json.dumps([[ours[key][-len(theirs[key]):], theirs[key]] for key in theirs]))`;
    const input = JSON.stringify([renderLibraryCloudInit({ ...one, ...run }), template]);
    const { stdout, stderr } = spawnSync(python, ['-c', script], { input, encoding: 'utf8' });
    expect(stderr).toBe('');
    for (const [ours, theirs] of JSON.parse(stdout) as [unknown, unknown][]) expect(ours).toEqual(theirs);
  }, 120_000);
});

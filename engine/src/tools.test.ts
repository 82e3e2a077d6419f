import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HCLOUD_PLUGIN } from './tools.ts';

let home: string;
const environment = { ...process.env };

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'prego-pulumi-'));
  process.env.PULUMI_HOME = home;
});
afterEach(async () => {
  process.env = { ...environment };
  await rm(home, { recursive: true });
});

describe("a plugin in Pulumi's own folder", () => {
  test('is found by the pinned version, and not while Pulumi is still installing it', async () => {
    const folder = join(home, 'plugins', `resource-hcloud-v${HCLOUD_PLUGIN.version}`);
    const path = join(folder, HCLOUD_PLUGIN.binary);
    expect(await HCLOUD_PLUGIN.findInstalled()).toBeUndefined();
    await mkdir(folder, { recursive: true });
    await writeFile(path, '');
    expect(await HCLOUD_PLUGIN.findInstalled()).toBe(path);
    await writeFile(`${folder}.partial`, '');
    expect(await HCLOUD_PLUGIN.findInstalled()).toBeUndefined();
  });
});

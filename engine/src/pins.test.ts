import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { PINS } from './pins.ts';

const read = (path: string) => readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

describe('the versions of the engine', () => {
  test.each([
    ['pulumi', '@pulumi/pulumi'],
    ['hcloud', '@pulumi/hcloud'],
    ['cloudflare', '@pulumi/cloudflare'],
  ] as const)('%s is that of the npm package %s', async (pin, name) => {
    const manifest = JSON.parse(await read('../../packages/stacks/package.json')) as {
      dependencies: Record<string, string>;
    };
    expect(manifest.dependencies[name]).toBe(PINS[pin]);
  });

  test('the CLI is built from the module of its version', async () => {
    expect(await read('../cli/go.mod')).toContain(`github.com/pulumi/pulumi/pkg/v3 v${PINS.pulumi}\n`);
  });

  test.each(['hcloud', 'cloudflare'] as const)('the %s plugin says the version that Pulumi looks for', async (name) => {
    expect(await read(`../plugins/${name}/provider.go`)).toContain(`const Version = "${PINS[name]}"`);
  });

  test('Telegraf is built from the module of its version', async () => {
    expect(await read('../telegraf/go.mod')).toContain(`github.com/influxdata/telegraf v${PINS.telegraf}`);
  });

  test('act is built from the module of its version', async () => {
    expect(await read('../act/go.mod')).toContain(`github.com/nektos/act v${PINS.act}\n`);
  });

  test('actionlint is built from the module of its version', async () => {
    expect(await read('../actionlint/go.mod')).toContain(`github.com/rhysd/actionlint v${PINS.actionlint}\n`);
  });
});

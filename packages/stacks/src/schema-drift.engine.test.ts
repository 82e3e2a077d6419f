import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { dedicated } from './programs/dedicated.ts';
import { sharedRegion } from './programs/shared-region.ts';
import { runStack } from './run-stack.ts';
import { SandboxProcess } from './testing/sandbox-process.ts';

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

const Export = z.object({
  deployment: z.object({
    resources: z.array(z.object({ type: z.string(), inputs: z.record(z.string(), z.unknown()).optional() })),
  }),
});
const Schema = z.object({
  resources: z.record(z.string(), z.object({ inputProperties: z.record(z.string(), z.unknown()) })),
});

let sandbox: SandboxProcess;
/** Every resource type that our programs use, with every property that they set. */
const used = new Map<string, Set<string>>();

beforeAll(async () => {
  sandbox = await SandboxProcess.start();
  const record = (name: string) => ({
    name: `${name}.prego.test`,
    zoneId: sandbox.connection.cloudflare_zone_id,
    proxied: false,
  });
  const access = { metrics: { url: 'http://127.0.0.1/metrics', tokenFor: () => 'token' } };
  const programs = [
    sharedRegion({ region: 'sg', add: [{ jobId: 'job_a', record: record('a') }], access }),
    dedicated({ region: 'eu', tenantId: 'acme', jobId: 'job_b', record: record('b'), access }),
  ];
  for (const program of programs) {
    await runStack({ operation: 'up', program, ...sandbox.options });
    for (const { type, inputs } of await resourcesOf(program.stack)) {
      if (type.startsWith('pulumi:')) continue;
      used.set(type, new Set([...(used.get(type) ?? []), ...Object.keys(inputs ?? {}).filter(isProperty)]));
    }
  }
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
});

describe.each(['hcloud', 'cloudflare'])('what our programs use of %s', (provider) => {
  const types = () => [...used].filter(([type]) => type.startsWith(`${provider}:`));

  test('is something', () => {
    expect(types().flatMap(([, properties]) => [...properties])).not.toEqual([]);
  });

  test("exists in the plugin's schema, of the version of the npm package", async () => {
    const manifest = require(`@pulumi/${provider}/package.json`) as { version: string };
    // Asked for by its version, Pulumi takes the installed plugin of just that one.
    const { stdout } = await execute('pulumi', ['package', 'get-schema', `${provider}@${manifest.version}`], LARGE);
    const schema = Schema.parse(JSON.parse(stdout));
    for (const [type, properties] of types()) {
      const known = Object.keys(schema.resources[type]?.inputProperties ?? {});
      expect([type, [...properties].filter((property) => !known.includes(property))]).toEqual([type, []]);
    }
  }, 60_000);

  test('exists in the npm package', async () => {
    for (const [type, properties] of types()) {
      const file = type.split(':')[1]?.split('/')[1];
      const source = await readFile(require.resolve(`@pulumi/${provider}/${file}.js`), 'utf8');
      const known = [...source.matchAll(/resourceInputs\["(\w+)"\] = (?:args|pulumi)/g)].map((match) => match[1]);
      expect([type, [...properties].filter((property) => !known.includes(property))]).toEqual([type, []]);
    }
  });
});

const LARGE = { maxBuffer: 64 * 1024 * 1024 };

/** The engine's own entries (`__defaults`) stand among the inputs. */
const isProperty = (name: string): boolean => !name.startsWith('__');

async function resourcesOf(stack: string): Promise<z.infer<typeof Export>['deployment']['resources']> {
  const { connection } = sandbox;
  const env = {
    ...process.env,
    PULUMI_BACKEND_URL: connection.state_url,
    PULUMI_CONFIG_PASSPHRASE: connection.state_passphrase,
  };
  const { stdout } = await execute('pulumi', ['stack', 'export', '--stack', `organization/prego/${stack}`], {
    ...LARGE,
    env,
  });
  return Export.parse(JSON.parse(stdout)).deployment.resources;
}

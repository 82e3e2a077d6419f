import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { runStack } from '../run-stack.ts';
import { LibraryUnderTest, makeNetwork, type OthersNetwork } from '../testing/library-under-test.ts';
import { SandboxProcess } from '../testing/sandbox-process.ts';
import { library } from './library.ts';

let sandbox: SandboxProcess;
let network: OthersNetwork;
beforeAll(async () => {
  sandbox = await SandboxProcess.start(['--action-time-factor', '0.1']);
  network = await makeNetwork(sandbox, 'office');
}, 60_000);
afterAll(() => sandbox.stop());

const UNCHANGED = { create: 0, update: 0, replace: 0, delete: 0, import: 0 };

const up = ({ spec }: LibraryUnderTest) => runStack({ operation: 'up', program: library(spec), ...sandbox.options });

const Machines = z.object({
  machines: z.array(z.object({ hostname: z.string(), cloud_init: z.looseObject({ status: z.string() }) })),
});

/** The machines of the servers, once cloud-init has ended on all. */
async function booted(names: readonly string[]): Promise<z.infer<typeof Machines>['machines']> {
  for (;;) {
    const { machines } = Machines.parse(await sandbox.control('GET', '/machines'));
    const ended = machines.filter(({ cloud_init }) => cloud_init.status !== 'running');
    if (names.every((name) => ended.some(({ hostname }) => hostname === name))) return ended;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.each([
  ['one server', 'mine', ['db']],
  ['three servers', 'crm', ['web', 'app', 'db']],
])('a template of %s on a network that is there', (_, id, keys) => {
  let made: LibraryUnderTest;
  beforeAll(() => {
    made = new LibraryUnderTest(sandbox, network, id, keys);
  });

  test('comes up in one location, each with a firewall, a free private address and its volume', async () => {
    const { outputs, cost } = await up(made);
    expect(outputs.nodes.map(({ name }) => name)).toEqual(made.names);
    expect(outputs.nodes).toEqual(
      keys.map(() => expect.objectContaining({ role: 'library', server_type: 'cx23', location: 'fsn1' })),
    );
    const addresses = outputs.nodes.map(({ private_ip }) => private_ip);
    expect(new Set([...addresses, network.takenIp]).size).toBe(keys.length + 1);
    expect(await made.inTheCloud()).toEqual({
      servers: expect.arrayContaining(made.names),
      firewalls: [...made.names].sort(),
      volumes: [made.names.at(-1)],
    });
    expect(outputs.volumes).toEqual([{ name: made.names.at(-1), size_gb: 20, location: 'fsn1' }]);
    expect(cost?.lines).toHaveLength(keys.length * 2 + 1);
  }, 60_000);

  test('told each server the same addresses, and keeps the secrets from everybody but them', async () => {
    const bodies = (await sandbox.requests('POST', '/v1/servers')).filter((body) =>
      made.names.some((name) => body.includes(`"${name}"`)),
    );
    expect(bodies).toHaveLength(keys.length);
    const { outputs } = await up(made);
    for (const body of bodies) {
      const { user_data } = JSON.parse(body) as { user_data: string };
      expect(user_data).toContain("PREGO_ADMIN_PASSWORD='it'\\''s s3cret'");
      const peers = keys.length > 1 ? outputs.nodes : [];
      for (const [index, { private_ip }] of peers.entries()) {
        expect(user_data).toContain(`PREGO_${keys[index]?.toUpperCase()}_PRIVATE_IP='${private_ip}'`);
      }
    }
    const state = `${fileURLToPath(sandbox.connection.state_url)}/.pulumi/stacks/prego/${made.stack}.json`;
    expect(await readFile(state, 'utf8')).not.toContain('s3cret');
  }, 60_000);

  test('boots: cloud-init has nothing to complain of', async () => {
    const wanted = made.names.map((hostname) => ({ hostname, cloud_init: { status: 'done', reasons: [] } }));
    await expect(booted(made.names)).resolves.toEqual(expect.arrayContaining(wanted));
  }, 60_000);

  test('once more, it changes nothing', async () => {
    expect((await up(made)).changes).toMatchObject(UNCHANGED);
  }, 60_000);

  test('given back, it leaves nothing but the network and who else is in it', async () => {
    await runStack({
      operation: 'destroy',
      stack: made.stack,
      release: made.names,
      removeStack: true,
      ...sandbox.options,
    });
    expect(await made.inTheCloud()).toEqual({});
    expect(await sandbox.names('networks')).toEqual([network.name]);
    expect(await sandbox.names('servers')).toEqual([`${network.name}-old`]);
  }, 60_000);
});

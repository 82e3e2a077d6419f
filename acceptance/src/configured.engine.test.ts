import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server } from 'node:https';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { ask } from '../../ansible/tests/ask.ts';
import { nodeImage } from '../../ansible/tests/node-image.ts';
import { NodeUnderTest, whyNoNode } from '../../ansible/tests/node-under-test.ts';
import { ansibleBin } from '../../ansible/tests/playbook.ts';
import { newKey } from '../../ansible/tests/ssh-key.ts';
import { WayIn } from '../../ansible/tests/way-in.ts';
import { Client } from './testing/client.ts';
import { openEdge, zoneCertificate } from './testing/edge.ts';
import { until } from './testing/poll.ts';
import { World } from './testing/world.ts';

/** Of a sandbox that was not told of another. */
const ZONE = 'prego.test';
/** By this the key is found again in what cloud-init was told. */
const KEY_COMMENT = 'configure@prego';

const unavailable = whyNoNode();
if (unavailable) console.warn(`No tenant is configured by a workflow: ${unavailable}`);

/** A playbook takes some ten seconds, and several times that where both cores are busy. */
jest.setTimeout(300_000);

const environment = { ...process.env };
let folder: string;
let world: World;
let client: Client;
let key: { privateKey: string; publicKey: string };
let edge: Server;
let wayIn: WayIn;
let node: NodeUnderTest;
let address: string;

const set = (kind: 'variables' | 'secrets', name: string, value: string) =>
  client.sandbox('PUT', `/github/${kind}/${name}`, z.unknown(), { value });

/** What the workspace says of itself, to somebody who comes by its name. */
async function health(tenantId: string): Promise<{ status: number; body: string }> {
  const { canonical_hostname } = await client.tenant(tenantId);
  return await ask(['env'], `https://${canonical_hostname}/healthz`, address);
}

// One story in order: each test goes on where the one before stopped.
(unavailable ? describe.skip : describe)('a tenant whose workspace is installed', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prego-configured-'));
    key = await newKey();
    const { cert } = await zoneCertificate(folder, ZONE);
    // The runner is one that has the pinned Ansible, and that knows who vouches for the edge.
    process.env.PATH = [await ansibleBin(), process.env.PATH].join(delimiter);
    process.env.NODE_EXTRA_CA_CERTS = cert;
    world = await World.open();
    expect(world.connection.cloudflare_zone).toBe(ZONE);
    client = new Client(world);
    await set('variables', 'PREGO_AUTHORIZED_KEYS', `${key.publicKey} ${KEY_COMMENT}`);
    await set('secrets', 'PREGO_SSH_KEY', key.privateKey);
  });
  afterAll(async () => {
    edge?.close().closeAllConnections();
    await wayIn?.close();
    await node?.stop();
    await world?.close();
    if (folder) await rm(folder, { recursive: true });
    Object.assign(process.env, environment);
  });

  test('lives on a node that was given the public key, and has reported the host key behind which its sshd is', async () => {
    const { job_id } = await client.signUp('acme');
    await client.ended(job_id);
    const [server] = await client.servers();
    const { host_ipv4, ssh_host_key } = await client.node(server?.name as string);
    address = host_ipv4 as string;
    const machine = join(world.dir, 'sandbox/machines', String(server?.id));
    expect(await readFile(join(machine, 'boot.log'), 'utf8')).toContain(`users: ${KEY_COMMENT}`);

    // The sandbox's machine answers no SSH: from here on a real system does, at its address and with its key.
    const hostKey = join(machine, 'root/etc/ssh');
    const name = server?.name as string;
    node = await NodeUnderTest.start(await nodeImage(), { name, address, key: key.publicKey, hostKey });
    expect(node.hostKey).toBe(ssh_host_key);
    wayIn = await WayIn.to(node, address, [22, 443]);
    await wayIn.open(address, 22);
    edge = await openEdge(address, {
      key: join(folder, 'edge.key'),
      cert: join(folder, 'edge.crt'),
      origin: wayIn.socket(443),
    });
  });

  test('goes all the way: Ansible installs it over SSH, and its name answers before it is called ready', async () => {
    await set('variables', 'PREGO_CONFIGURE', 'true');
    await set('variables', 'PREGO_CHECK_URL', 'https://{hostname}/healthz');
    await set('variables', 'PREGO_CHECK_NAMESERVER', world.connection.dns_address);
    const { job_id } = await client.signUp('birch');
    await client.ended(job_id);
    expect(await client.steps(job_id)).toEqual(Array(10).fill('done'));
    const { status, body } = await health('birch');
    expect([status, JSON.parse(body)]).toMatchObject([200, { tenant_id: 'birch' }]);

    const log = await client.log((await client.runOf(job_id))?.id as number);
    expect(log).toMatch(/ansible-core [\d.]+ is here already/);
    expect(log).toMatch(/PLAY RECAP/);
    expect(log).toContain('healthz answers 200 at');
    for (const line of key.privateKey.split('\n').slice(3, -2)) expect(log).not.toContain(line);
  });

  test('is left alone by a re-run of what has ended well', async () => {
    const before = await node.inside('find /srv /etc/nginx -newer /etc/hostname | sort | xargs stat -c "%n %y"');
    const { jobs } = await client.tenant('birch');
    const run = await client.runOf(jobs[0]?.job_id as string);
    await client.rerun(run?.id as number);
    expect(await client.runEnded(run?.id as number, 2)).toMatchObject({ conclusion: 'success' });
    expect(await node.inside('find /srv /etc/nginx -newer /etc/hostname | sort | xargs stat -c "%n %y"')).toBe(before);
  });

  let late: string;

  test('is told to have failed where Ansible can not get in; a re-run of that attempt does nothing more', async () => {
    await set('secrets', 'PREGO_SSH_KEY', (await newKey()).privateKey);
    late = (await client.signUp('cedar')).job_id;
    expect(await client.ended(late, 'failed')).toMatchObject({ error_code: 'install_failed', attempt: 1 });
    expect((await client.steps(late)).slice(6, 9)).toEqual(['done', 'failed', 'pending']);
    const run = (await client.runOf(late))?.id as number;
    expect(await client.log(run)).toContain('Permission denied (publickey');

    await set('secrets', 'PREGO_SSH_KEY', key.privateKey);
    await client.rerun(run, 'failed');
    expect(await client.runEnded(run, 2)).toMatchObject({ conclusion: 'failure' });
    expect(await client.log(run)).not.toContain('PLAY [');
    expect((await health('cedar')).status).toBe(404);
  });

  test('is told to be cancelled while Ansible works, which is asked to end and not killed', async () => {
    // The role waits for whoever configures another tenant there.
    const release = await node.holdLock('/run/lock/prego-workspace.lock');
    await client.retry(late);
    await until('the playbook to wait', async () => ((await node.waitingForLocks()) > 0 ? true : undefined), 120_000);
    await client.cancel(late);
    await client.ended(late, 'cancelled');
    expect((await client.steps(late))[7]).toBe('failed');
    expect(await client.log((await client.runOf(late))?.id as number)).toContain('User interrupted execution');
    await release();
  });

  test('is installed by a retry after all that', async () => {
    await client.retry(late);
    expect(await client.ended(late)).toMatchObject({ attempt: 3 });
    expect((await client.steps(late)).slice(6)).toEqual(['skipped dns_unchanged', 'done', 'done', 'done']);
    expect((await health('cedar')).status).toBe(200);
  });

  test('goes from its host when it is given back, and the others stay', async () => {
    const name = (await client.tenant('birch')).canonical_hostname;
    const { job_id } = await client.giveBack('birch');
    await client.ended(job_id);
    expect(await node.inside('ls /srv/prego/tenants')).toBe('cedar');
    expect(await ask(['env'], `https://${name}/healthz`, address)).toMatchObject({ status: 404 });
    expect((await client.records()).map((record) => record.name)).not.toContain(name);
    expect((await health('cedar')).status).toBe(200);

    const run = await client.runOf(job_id);
    await client.rerun(run?.id as number);
    expect(await client.runEnded(run?.id as number, 2)).toMatchObject({ conclusion: 'success' });
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ask as askAt } from './ask.ts';
import { nodeImage } from './node-image.ts';
import { NodeUnderTest, whyNoNode } from './node-under-test.ts';
import { ansibleBin, type PlaybookResult, startPlaybook } from './playbook.ts';
import { newKey } from './ssh-key.ts';

const NODE = { name: 'sg-s-7k2m9qxa', address: '127.91.7.4' };
const ACME = { tenant: 'acme', hostname: 'acme.example.com' };
const GLOBEX = { tenant: 'Globex_2', hostname: 'globex.example.com' };

const unavailable = whyNoNode();
if (unavailable) console.warn(`The playbook is not tried on a node: ${unavailable}`);

let folder: string;
let bin: string;
let privateKey: string;
let node: NodeUnderTest;

interface Given {
  tenant: string;
  hostname: string;
  state?: 'present' | 'absent';
  env?: Record<string, string>;
  args?: string[];
}

const start = ({ tenant, hostname, state = 'present', env = {}, args = [] }: Given) =>
  startPlaybook(node.network, {
    bin,
    args,
    env: {
      PREGO_NODE_ID: NODE.name,
      PREGO_HOST_IPV4: NODE.address,
      PREGO_HOST_KEY: node.hostKey,
      PREGO_SSH_KEY: privateKey,
      PREGO_WORKSPACE_STATE: state,
      PREGO_TENANT_ID: tenant,
      PREGO_CANONICAL_HOSTNAME: hostname,
      RUNNER_TEMP: folder,
      // What is refused here is refused each time.
      ANSIBLE_SSH_RETRIES: '0',
      ...env,
    },
  });
const configure = (given: Given): Promise<PlaybookResult> => start(given).ended;

const ask = (url: string) => askAt(node.network, url, NODE.address);
const health = async (hostname: string) => JSON.parse((await ask(`https://${hostname}/healthz`)).body) as unknown;

/** A run takes some five seconds, several times that where both cores are busy; a test has up to four. */
jest.setTimeout(240_000);

(unavailable ? describe.skip : describe)('a tenant on its host, by real Ansible over a real sshd', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'prego-ansible-'));
    const key = await newKey();
    ({ privateKey } = key);
    const [image, ansible] = await Promise.all([nodeImage(), ansibleBin()]);
    bin = ansible;
    node = await NodeUnderTest.start(image, { ...NODE, key: key.publicKey });
  }, 300_000);
  afterAll(async () => {
    await node?.stop();
    if (folder) await rm(folder, { recursive: true });
  });

  test('is not begun where the host key is another than the one that the node reported', async () => {
    const other = node.hostKey.replace(/.{8}$/, 'AAAAAAAA');
    const { status, output } = await configure({ ...ACME, env: { PREGO_HOST_KEY: other } });
    expect(output).toMatch(/Host key verification failed/);
    expect(status).not.toBe(0);
    expect(await node.inside('ls /srv')).toBe('');
  });

  test('answers on its host name through HTTPS, and sends there who comes by HTTP', async () => {
    expect(await configure(ACME)).toMatchObject({ status: 0 });
    const named = { status: 'ok', tenant_id: ACME.tenant, hostname: ACME.hostname, node_id: NODE.name };
    expect(await health(ACME.hostname)).toEqual(named);
    expect(await ask(`https://${ACME.hostname}/`)).toMatchObject({
      status: 200,
      body: expect.stringContaining(ACME.hostname),
    });
    expect(await ask(`http://${ACME.hostname}/a?b=c`)).toMatchObject({
      status: 301,
      location: `https://${ACME.hostname}/a?b=c`,
    });
  });

  test('changes nothing the second time, and has nothing to change in check mode', async () => {
    expect(await configure(ACME)).toMatchObject({ status: 0, changed: 0 });
    expect(await configure({ ...ACME, args: ['--check'] })).toMatchObject({ status: 0, changed: 0 });
  });

  test('lives beside another one, which is left alone', async () => {
    const files = 'sha256sum /srv/prego/tenants/acme/* /etc/nginx/conf.d/prego-tenant-acme.conf /etc/prego/tls/*';
    const before = await node.inside(files);
    expect(await configure(GLOBEX)).toMatchObject({ status: 0 });
    expect(await node.inside(files)).toBe(before);
    expect(await health(GLOBEX.hostname)).toMatchObject({ tenant_id: GLOBEX.tenant });
    expect(await health(ACME.hostname)).toMatchObject({ tenant_id: ACME.tenant });
  });

  test('does not get a host name that another one has there', async () => {
    const { status, output } = await configure({ tenant: 'initech', hostname: ACME.hostname });
    expect(status).not.toBe(0);
    expect(output).toContain('acme.example.com belongs to another tenant on this host');
    expect(await health(ACME.hostname)).toMatchObject({ tenant_id: ACME.tenant });
  });

  test('is served after all, where the run before was killed once it had written and before nginx had read it', async () => {
    const conf = '/etc/nginx/conf.d/prego-tenant-acme.conf';
    await node.inside(`mv ${conf} /tmp/conf`);
    expect(await configure(GLOBEX)).toMatchObject({ status: 0, changed: 1 });
    expect(await ask(`https://${ACME.hostname}/healthz`)).toMatchObject({ status: 404 });
    await node.inside(`mv /tmp/conf ${conf}`);
    expect(await configure(ACME)).toMatchObject({ status: 0, changed: 1 });
    expect(await health(ACME.hostname)).toMatchObject({ tenant_id: ACME.tenant });
  });

  test('can be cancelled: what is under way ends, the key goes, and the next run does it', async () => {
    const initech = { tenant: 'initech', hostname: 'initech.example.com' };
    // The role waits for whoever configures another tenant there.
    const release = await node.holdLock('/run/lock/prego-workspace.lock');
    const run = start(initech);
    try {
      while ((await node.waitingForLocks()) === 0) await sleep(100);
      expect(await readdir(folder)).toEqual([expect.stringMatching(/^prego-ssh\./)]);
      run.child.kill('SIGINT');
      const { status } = await run.ended;
      expect(status).not.toBe(0);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await release();
    }
    expect(await configure(initech)).toMatchObject({ status: 0 });
    expect(await health(initech.hostname)).toMatchObject({ tenant_id: 'initech' });
  });

  test('goes with all that was its own and nothing else, once and for all', async () => {
    const gone = { ...ACME, state: 'absent' as const };
    expect(await configure(gone)).toMatchObject({ status: 0, changed: 3 });
    expect(await node.inside('ls /srv/prego/tenants; ls /etc/nginx/conf.d')).toBe(
      [
        ...[GLOBEX.tenant, 'initech', 'prego-host.conf'],
        ...[`prego-tenant-${GLOBEX.tenant}.conf`, 'prego-tenant-initech.conf'],
      ].join('\n'),
    );
    expect(await ask(`https://${ACME.hostname}/healthz`)).toMatchObject({ status: 404 });
    expect(await health(GLOBEX.hostname)).toMatchObject({ tenant_id: GLOBEX.tenant });
    expect(await configure(gone)).toMatchObject({ status: 0, changed: 0 });
    expect(await configure({ ...gone, args: ['--check'] })).toMatchObject({ status: 0, changed: 0 });
  });

  test.each([
    [
      'nothing as it should be, all of it named at once',
      {
        PREGO_TENANT_ID: '../etc',
        PREGO_CANONICAL_HOSTNAME: 'a.example.com; return 500',
        PREGO_WORKSPACE_STATE: 'gone',
      },
      /PREGO_WORKSPACE_STATE\) is 'gone'.*PREGO_TENANT_ID\) is '\.\.\/etc'.*PREGO_CANONICAL_HOSTNAME\) is 'a.example.com; return 500'/,
    ],
    [
      'no tenant, and a host name that is a template',
      { PREGO_TENANT_ID: '', PREGO_CANONICAL_HOSTNAME: "{{ lookup('pipe', 'echo a.b') }}" },
      /PREGO_TENANT_ID\) is ''.*\) is '\{\{ lookup/,
    ],
    ['no key', { PREGO_SSH_KEY: '' }, /PREGO_SSH_KEY is empty/],
    ['a node that has not reported its key', { PREGO_HOST_KEY: '' }, /PREGO_HOST_KEY \(''\) is no ssh-ed25519/],
    [
      'a second line of known_hosts',
      { PREGO_HOST_KEY: `ssh-ed25519 ${'A'.repeat(68)}\n* ssh-rsa A` },
      /is no ssh-ed25519/,
    ],
    ['no address', { PREGO_HOST_IPV4: '' }, /PREGO_HOST_IPV4 \(''\) is no IPv4/],
    ['an option for an address', { PREGO_HOST_IPV4: '-oProxyCommand=x' }, /is no IPv4/],
    ['no node', { PREGO_NODE_ID: 'a,b' }, /PREGO_NODE_ID \('a,b'\) is no node/],
  ] as [string, Record<string, string>, RegExp][])(
    'is refused with %s, before anything is changed',
    async (_what, env, says) => {
      const { status, output, changed } = await configure({ ...ACME, env });
      expect(status).not.toBe(0);
      // Ansible breaks long messages as its terminal would.
      expect(output.replace(/\s+/g, ' ')).toMatch(says);
      expect(changed ?? 0).toBe(0);
    },
  );

  test('can be had by another key, which is left nowhere: not in what is printed, however much, and on neither disk', async () => {
    const other = await newKey();
    await node.inside(`echo '${other.publicKey}' >> /root/.ssh/authorized_keys`);
    const run = await configure({ ...GLOBEX, env: { PREGO_SSH_KEY: other.privateKey }, args: ['-vvvv'] });
    expect(run).toMatchObject({ status: 0, changed: 0, output: expect.stringContaining('ESTABLISH') });
    // The first lines are the same in every key.
    const own = other.privateKey.split('\n').slice(3, -2);
    for (const line of own) expect(run.output).not.toContain(line);
    expect(await readdir(folder)).toEqual([]);
    expect(await node.inside(`grep -rlF '${own[1]}' /root /tmp /srv /etc /run || true`)).toBe('');
  });

  test('can not be had any more by a key that was taken off its host', async () => {
    await node.inside('sed -i 1d /root/.ssh/authorized_keys');
    const { status, output } = await configure(GLOBEX);
    expect(status).not.toBe(0);
    expect(output).toContain('Permission denied (publickey');
  });
});

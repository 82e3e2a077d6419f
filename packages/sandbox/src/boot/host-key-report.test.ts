import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { stringify as toYaml } from 'yaml';
import { eventually, openListener, Rig } from './testing.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What a node's user data has for its report: a program, its settings apart from it, and the unit that starts it. */
const userData = (url: string) =>
  `#cloud-config\n${toYaml({
    hostname: 'sg-s-7k2m9qxa',
    write_files: [
      {
        path: '/usr/local/sbin/report-host-key',
        permissions: '0755',
        content:
          '#!/bin/sh\nset -eu\nkey=$(cut -d " " -f 1,2 /etc/ssh/ssh_host_ed25519_key.pub)\n' +
          `printf '{"ssh_host_key":"%s"}' "$key" | curl --config /etc/prego/report-host-key.curl --data-binary @-\n`,
      },
      {
        path: '/etc/prego/report-host-key.curl',
        permissions: '0600',
        content: `url = "${url}"\nheader = "Authorization: Bearer t"\nfail\nsilent\n`,
      },
    ],
    runcmd: [['systemctl', 'enable', '--now', 'report-host-key.service']],
  })}`;

/** Whether a guest's files can lie at their own paths on this machine: else its programs don't find them. */
function namespacesAllowed(): boolean {
  try {
    execFileSync('unshare', ['--user', '--map-root-user', '--mount', '--uts', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a booted machine reports its SSH host key by its own program, the same one at every boot', async () => {
  const listener = await openListener();
  const rig = new Rig({ agents: 'simulated' });
  closing.push(() => rig.close(), listener.close);
  const server = rig.addServer('node-a', { userData: userData(listener.url) });
  await rig.settle();
  const key = rig.file(server, 'root/etc/ssh/ssh_host_ed25519_key.pub');
  expect(key).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43} root@sg-s-7k2m9qxa\n$/);
  if (!namespacesAllowed()) {
    process.stderr.write('no namespaces here: machines do not report their host keys\n');
    return;
  }
  const first = await eventually(() => listener.pushes[0]);
  expect(first).toMatchObject({ authorization: 'Bearer t', body: { ssh_host_key: key.split(' root@')[0] } });

  rig.change(server, { boots: 2 });
  await rig.settle();
  expect((await eventually(() => listener.pushes[1])).body).toEqual(first.body);
});

test("the private half is one that OpenSSH reads, of the key that was reported, and its owner's alone", async () => {
  const rig = new Rig({ agents: 'none' });
  closing.push(() => rig.close());
  const server = rig.addServer('node-a');
  await rig.settle();
  const path = join(rig.dataDir, 'machines', String(server.id), 'root/etc/ssh/ssh_host_ed25519_key');
  expect(execFileSync('ssh-keygen', ['-y', '-f', path], { encoding: 'utf8' })).toBe(
    rig.file(server, 'root/etc/ssh/ssh_host_ed25519_key.pub'),
  );
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('two machines have two keys', async () => {
  const rig = new Rig({ agents: 'none' });
  closing.push(() => rig.close());
  const servers = ['node-a', 'node-b'].map((name) => rig.addServer(name));
  await rig.settle();
  const [a, b] = servers.map((server) => rig.file(server, 'root/etc/ssh/ssh_host_ed25519_key.pub').split(' ')[1]);
  expect(a).not.toBe(b);
});

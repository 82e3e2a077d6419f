import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { NodeAccess } from '../programs/access.ts';
import { renderNodeCloudInit } from './node.ts';

interface CloudConfig {
  ssh_pwauth: boolean;
  ssh_authorized_keys?: string[];
  ntp: { enabled: boolean };
  packages: string[];
  write_files: { path: string; content: string; permissions: string; defer?: boolean }[];
  runcmd: string[][];
}

const metrics = { url: 'https://cp.example.com/internal/server-metrics', tokenFor: (id: string) => `token-of-${id}` };
const SHARED = { nodeId: 'sg-s-1', role: 'shared', privateIp: '10.20.1.10' } as const;

const render = (access: NodeAccess): string => renderNodeCloudInit({ ...SHARED, access });
const read = (userData: string): CloudConfig => parseYaml(userData) as CloudConfig;
const fileOf = (config: CloudConfig, path: string) => config.write_files.find((file) => file.path === path);
const telegrafOf = (config: CloudConfig) => parseToml(fileOf(config, '/etc/telegraf/telegraf.conf')?.content ?? '');

describe('the cloud-init of a node', () => {
  test('starts with the line by which cloud-init knows it', () => {
    expect(render({})).toMatch(/^#cloud-config\n/);
  });

  test('lets in by key only: cloud-init and sshd are both told', () => {
    const config = read(render({ authorizedKeys: ['ssh-ed25519 AAAA me'] }));
    expect(config).toMatchObject({ ssh_pwauth: false, ssh_authorized_keys: ['ssh-ed25519 AAAA me'] });
    // cloud-init writes its own as `50-…`, and sshd keeps the first value it reads.
    expect(fileOf(config, '/etc/ssh/sshd_config.d/10-prego.conf')?.content.trim().split('\n')).toEqual([
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'PermitRootLogin prohibit-password',
    ]);
  });

  test('has security updates installed every day and the time kept', () => {
    const config = read(render({}));
    expect(config.packages).toContain('unattended-upgrades');
    expect(fileOf(config, '/etc/apt/apt.conf.d/90prego-upgrades')?.content).toContain(
      'APT::Periodic::Unattended-Upgrade "1";',
    );
    expect(config.ntp).toMatchObject({ enabled: true, ntp_client: 'systemd-timesyncd' });
  });

  test('loads the host rules before anything else is started', () => {
    const config = read(render({ metrics }));
    expect(fileOf(config, '/etc/nftables.conf')?.content).toContain('ip daddr 10.20.1.10 goto private');
    expect(config.runcmd[0]).toEqual(['systemctl', 'enable', '--now', 'nftables']);
  });

  test("configures Telegraf with the node's own id and token, readable by it alone", () => {
    const config = read(render({ metrics }));
    const file = fileOf(config, '/etc/telegraf/telegraf.conf');
    expect(file).toMatchObject({ permissions: '0640', owner: 'root:telegraf', defer: true });
    expect(telegrafOf(config)).toMatchObject({
      outputs: { http: [{ url: metrics.url, headers: { Authorization: 'Bearer token-of-sg-s-1' } }] },
    });
    expect(config.runcmd).toContainEqual(['systemctl', 'enable', '--now', 'telegraf']);
  });

  test('has Telegraf spread its pushes, and hold an hour of them back in whole pushes', () => {
    const { agent } = telegrafOf(read(render({ metrics }))) as { agent: Record<string, number | string> };
    expect(agent.flush_jitter).toBe('10s');
    expect(agent.metric_buffer_limit).toBe(180);
    expect(Number(agent.metric_buffer_limit) % Number(agent.metric_batch_size)).toBe(0);
  });

  test('has nothing of Telegraf where nodes do not report, and keeps the host key where nobody asks for it', () => {
    expect(render({})).not.toContain('telegraf');
    expect(render({ metrics })).not.toContain('host-key');
  });

  test('mounts a volume when its device appears', () => {
    const config = read(renderNodeCloudInit({ ...SHARED, access: {}, hasVolume: true }));
    const unit = fileOf(config, '/etc/systemd/system/srv-data.mount')?.content;
    expect(unit).toContain('What=/dev/prego/data\nWhere=/srv/data\n');
    expect(unit).toContain('WantedBy=dev-prego-data.device');
    expect(fileOf(config, '/etc/udev/rules.d/90-prego-data.rules')?.content).toContain('SYMLINK+="prego/data"');
  });

  test('carries any token and URL unharmed through YAML and TOML', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (token) => {
        expect(telegrafOf(read(render({ metrics: { ...metrics, tokenFor: () => token } })))).toMatchObject({
          outputs: { http: [{ headers: { Authorization: `Bearer ${token}` } }] },
        });
      }),
    );
  });

  test('of any role, with all there is, leaves most of what Hetzner takes to public keys', () => {
    const access = { metrics: { ...metrics, hostKeyUrl: metrics.url, tokenFor: () => 'x'.repeat(200) } };
    for (const role of ['shared', 'app', 'db', 'redis'] as const) {
      const userData = renderNodeCloudInit({ ...SHARED, role, access, hasVolume: true });
      expect(Buffer.byteLength(userData)).toBeLessThan(8 * 1024);
    }
  });

  test('is refused where it is longer than Hetzner takes', () => {
    const authorizedKeys = Array.from({ length: 100 }, (_, i) => `ssh-rsa ${'A'.repeat(400)} ${i}`);
    expect(() => render({ authorizedKeys })).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { renderNodeCloudInit } from './node.ts';

interface CloudConfig {
  hostname: string;
  ssh_pwauth: boolean;
  ssh_authorized_keys?: string[];
  write_files?: { path: string; content: string; permissions: string; defer?: boolean }[];
  runcmd?: string[][];
}

const metrics = { url: 'https://cp.example.com/internal/server-metrics', tokenFor: (id: string) => `token-of-${id}` };
const read = (userData: string): CloudConfig => parseYaml(userData) as CloudConfig;

describe('the cloud-init of a node', () => {
  test('starts with the line by which cloud-init knows it', () => {
    expect(renderNodeCloudInit({ nodeId: 'n', access: {} })).toMatch(/^#cloud-config\n/);
  });

  test('lets nobody in by password', () => {
    const config = read(renderNodeCloudInit({ nodeId: 'n', access: { authorizedKeys: ['ssh-ed25519 AAAA me'] } }));
    expect(config).toMatchObject({ ssh_pwauth: false, ssh_authorized_keys: ['ssh-ed25519 AAAA me'] });
  });

  test("configures Telegraf with the node's own id and token, readable by it alone", () => {
    const config = read(renderNodeCloudInit({ nodeId: 'sg-s-1', access: { metrics } }));
    const file = config.write_files?.find(({ path }) => path === '/etc/telegraf/telegraf.conf');
    expect(file).toMatchObject({ permissions: '0640', owner: 'root:telegraf', defer: true });
    expect(parseToml(file?.content ?? '')).toMatchObject({
      outputs: { http: [{ url: metrics.url, headers: { Authorization: 'Bearer token-of-sg-s-1' } }] },
    });
    expect(config.runcmd).toContainEqual(['systemctl', 'enable', '--now', 'telegraf']);
  });

  test('has nothing of Telegraf where nodes do not report', () => {
    expect(renderNodeCloudInit({ nodeId: 'n', access: {} })).not.toContain('telegraf');
  });

  test('mounts a volume when its device appears', () => {
    const config = read(renderNodeCloudInit({ nodeId: 'n', access: {}, volumeId: '123' }));
    const unit = config.write_files?.find(({ path }) => path === '/etc/systemd/system/srv-data.mount')?.content;
    expect(unit).toContain('What=/dev/disk/by-id/scsi-0HC_Volume_123\nWhere=/srv/data\n');
    expect(unit).toContain('WantedBy=dev-disk-by\\x2did-scsi\\x2d0HC_Volume_123.device');
  });

  test('carries any token and URL unharmed through YAML and TOML', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (token) => {
        const config = read(
          renderNodeCloudInit({ nodeId: 'n', access: { metrics: { ...metrics, tokenFor: () => token } } }),
        );
        expect(parseToml(config.write_files?.[0]?.content ?? '')).toMatchObject({
          outputs: { http: [{ headers: { Authorization: `Bearer ${token}` } }] },
        });
      }),
    );
  });

  test('is refused where it is longer than Hetzner takes', () => {
    const authorizedKeys = Array.from({ length: 100 }, (_, i) => `ssh-rsa ${'A'.repeat(400)} ${i}`);
    expect(() => renderNodeCloudInit({ nodeId: 'n', access: { authorizedKeys } })).toThrow(
      expect.objectContaining({ code: 'limit_exceeded' }),
    );
  });
});

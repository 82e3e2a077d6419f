import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { type LibraryCloudInit, renderLibraryCloudInit } from './library.ts';

interface CloudConfig {
  hostname: string;
  packages: unknown[];
  write_files: { path: string; content: string; permissions: string | number; defer?: boolean }[];
  runcmd: (string | string[])[];
  [module: string]: unknown;
}

const TEMPLATE = `#cloud-config
packages: [podman, curl]
write_files:
  - path: /etc/app.conf
    permissions: 0640
    content: "yes"
runcmd:
  - [/usr/local/sbin/install]
  - . /etc/prego/values.env && export PREGO_ADMIN_PASSWORD PREGO_FIRST
`;
const server = (more: Partial<LibraryCloudInit> = {}): LibraryCloudInit => ({
  key: 'db',
  name: 'crm-db',
  template: TEMPLATE,
  ports: [{ protocol: 'tcp', port: 5432, from: 'network' }],
  hasVolume: false,
  networkRange: '10.50.0.0/16',
  addresses: new Map([
    ['web', '10.50.1.7'],
    ['db', '10.50.1.9'],
  ]),
  values: { admin_password: 's3cret' },
  provisioning: "Kim's CRM",
  ...more,
});
/** As PyYAML reads it. */
const rendered = (more?: Partial<LibraryCloudInit>): CloudConfig =>
  parse(renderLibraryCloudInit(server(more)), { version: '1.1' }) as CloudConfig;
const fileOf = ({ write_files }: CloudConfig, path: string) => write_files.find((file) => file.path === path);
const refused = (template: string, more?: Partial<LibraryCloudInit>) => () =>
  renderLibraryCloudInit(server({ ...more, template: `#cloud-config\n${template}` }));

describe('the cloud-init of a server from the library', () => {
  test("is ours, and after it the template's: packages, files and commands of both", () => {
    const config = rendered();
    expect(config.packages).toEqual(['unattended-upgrades', 'nftables', 'podman', 'curl']);
    expect(config.hostname).toBe('crm-db');
    expect(config.runcmd.slice(-2)).toEqual([
      ['/usr/local/sbin/install'],
      '. /etc/prego/values.env && export PREGO_ADMIN_PASSWORD PREGO_FIRST',
    ]);
    expect(config.write_files.at(-1)).toEqual({ path: '/etc/app.conf', permissions: 0o640, content: 'yes' });
  });

  test('is hardened like our nodes, and has nothing of Telegraf', () => {
    const config = rendered();
    expect(config).toMatchObject({ ssh_pwauth: false, disable_root: false, ntp: { enabled: true } });
    expect(fileOf(config, '/etc/ssh/sshd_config.d/10-prego.conf')?.content).toContain('PasswordAuthentication no');
    expect(fileOf(config, '/etc/nftables.conf')?.content).toContain('ip saddr 10.50.0.0/16 tcp dport { 5432 } accept');
    expect(JSON.stringify(config)).not.toMatch(/telegraf/i);
  });

  test('tells the values, its own name and address and those of its peers before anything runs', () => {
    const file = fileOf(rendered(), '/etc/prego/values.env');
    expect(file).toMatchObject({ permissions: '0600', owner: 'root:root' });
    expect(file).not.toHaveProperty('defer');
    expect(file?.content.trim().split('\n')).toEqual([
      "PREGO_ADMIN_PASSWORD='s3cret'",
      "PREGO_PROVISIONING='Kim'\\''s CRM'",
      "PREGO_SERVER_NAME='crm-db'",
      "PREGO_SERVER_KEY='db'",
      "PREGO_PRIVATE_IP='10.50.1.9'",
      "PREGO_WEB_PRIVATE_IP='10.50.1.7'",
      "PREGO_DB_PRIVATE_IP='10.50.1.9'",
    ]);
  });

  test('of a single server names no peers', () => {
    const file = fileOf(rendered({ addresses: new Map([['db', '10.50.1.9']]) }), '/etc/prego/values.env');
    expect(file?.content).not.toContain('PREGO_DB_PRIVATE_IP');
  });

  test('tells no value that its own template does not mention', () => {
    const values = { admin_password: 's3cret', peers_password: 'n3ver' };
    const userData = renderLibraryCloudInit(server({ values }));
    expect(userData).toContain('s3cret');
    expect(userData).not.toContain('n3ver');
  });

  test("loads its rules before the template's commands, and runs none of those where it could not", () => {
    const { runcmd } = rendered();
    const enabled = runcmd.findIndex((line) => String(line) === 'systemctl,enable,--now,nftables');
    const guard = runcmd.findIndex((line) => /^nft list table inet prego .*\|\| \{.* exit 1; \}$/.test(String(line)));
    expect(enabled).toBeGreaterThanOrEqual(0);
    expect(guard).toBeGreaterThan(enabled);
    expect(guard).toBeLessThan(runcmd.findIndex((line) => String(line) === '/usr/local/sbin/install'));
  });

  test("has the template's commands wait for the address, and for the volume where there is one", () => {
    const waits = (hasVolume: boolean) =>
      rendered({ hasVolume }).runcmd.filter((line) => typeof line === 'string' && line.startsWith('timeout'));
    expect(waits(false)).toEqual([expect.stringContaining('ip -4 -o addr show to 10.50.1.9 | grep -q .')]);
    expect(waits(true)).toEqual([expect.anything(), expect.stringContaining('mountpoint -q /srv/data')]);
    expect(waits(true).every((line) => String(line).endsWith('exit 1; }'))).toBe(true);
    expect(rendered({ hasVolume: true }).runcmd.indexOf(waits(true)[1] as string)).toBe(
      rendered({ hasVolume: true }).runcmd.length - 3,
    );
  });

  test.each([
    ['ntp: {enabled: false}', 'has ntp, which is not for a template to set'],
    ['hostname: mine', 'has hostname, which is not for a template to set'],
    ['ssh_pwauth: true', 'has ssh_pwauth, which is not for a template to set'],
    ['ssh_authorized_keys: [ssh-ed25519 AAAA me]', 'has ssh_authorized_keys, which is not for a template to set'],
    ['user: {name: me}', 'has user, which is not for a template to set'],
    ['mounts: [[/dev/sda, /mnt]]', 'has mounts, which is not for a template to set'],
    ['power_state: {mode: reboot}', 'has power_state, which is not for a template to set'],
    ['bootcmd: [[ls]]', 'has bootcmd, which is not for a template to set'],
    ['write_files: [{path: /etc/nftables.conf, content: x}]', 'writes /etc/nftables.conf, which is written by the'],
    ['write_files: [{path: /etc//prego/../prego/values.env}]', 'values.env, which is written by the program itself'],
    ['write_files: [{content: x}]', 'has a wrong write_files.0.path'],
    ['runcmd: ls', 'has a wrong runcmd'],
    ['- a', 'has a wrong form'],
    ['packages: [', 'is not valid YAML'],
  ])('is refused where the template has %s', (template, what) => {
    expect(refused(template)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        what: expect.stringContaining(
          `The cloud-init of the server db ${what}`.replace(
            'values.env, which',
            'writes /etc//prego/../prego/values.env, which',
          ),
        ),
      }),
    );
  });

  test('is refused where the template does not begin as cloud-init wants it', () => {
    expect(() => rendered({ template: 'packages: [curl]' })).toThrow(/does not begin with the line #cloud-config/);
  });

  test('is refused where a file would lie beneath the volume', () => {
    const file = 'write_files: [{path: /srv/data/app.conf, content: x}]';
    expect(refused(file, { hasVolume: true })).toThrow(/the volume will hide/);
    expect(refused(file)).not.toThrow();
  });

  test('takes a module that is for templates, also an empty one', () => {
    const config = rendered({ template: '#cloud-config\ntimezone: Asia/Seoul\npackages:\n' });
    expect(config).toMatchObject({
      timezone: 'Asia/Seoul',
      packages: expect.arrayContaining(['nftables']),
    });
  });

  test('is read again as it was written, whatever is in its values', () => {
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !/[\u2028\u2029\ufeff]/.test(text));
    fc.assert(
      fc.property(value, (first) => {
        const [one] =
          fileOf(rendered({ values: { first } }), '/etc/prego/values.env')?.content.split('\nPREGO_PROVISIONING=') ??
          [];
        expect(one).toBe(`PREGO_FIRST='${first.replaceAll("'", "'\\''")}'`);
      }),
    );
  });

  test('is refused where it is longer than Hetzner takes, with how long it is', () => {
    const long = `#cloud-config\nwrite_files: [{path: /etc/long, content: ${'x'.repeat(32 * 1024)}}]`;
    expect(() => rendered({ template: long })).toThrow(
      expect.objectContaining({ code: 'limit_exceeded', what: expect.stringMatching(/the server db has \d{5} bytes/) }),
    );
  });
});

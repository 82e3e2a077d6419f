import { describe, expect, test } from '@jest/globals';
import { rehearse } from '../../packages/library/src/testing/rehearsal.ts';
import { syntaxFaults } from '../../packages/library/src/testing/shell-scripts.ts';
import { templateUnderTest } from '../../packages/library/src/testing/template-under-test.ts';

const template = await templateUnderTest(import.meta.url);
const [server] = template.manifest.servers;
const script = template.file('db', '/usr/local/sbin/prego-install');
const STAGE = {
  packages: 'grep -qx "create_main_cluster = false" /etc/postgresql-common/createcluster.d/prego.conf',
  commands: {
    'locale-gen': '',
    pg_createcluster: `mkdir -p /etc/postgresql/16/main/conf.d
      for file in postgresql.conf pg_hba.conf; do touch "/etc/postgresql/16/main/$file"; done`,
    psql: '',
  },
};

describe('the template postgresql', () => {
  test('passes the check', () => {
    expect(template.faults).toEqual([]);
  });

  test.each(template.scripts)('has a script that bash can read: $name', (script) => {
    expect(syntaxFaults(script)).toBe('');
  });

  test('is set up at the first boot, alike when it is run again, and shows nobody the password', () => {
    const { first, again } = rehearse(template, 'db', { ...STAGE, values: { locale: 'ko_KR.UTF-8' } });
    expect(first).toMatchObject({ status: 0, shown: [] });
    expect(first.calls.map(({ command }) => command)).toEqual(
      expect.arrayContaining(['locale-gen', 'pg_createcluster', 'systemctl', 'psql']),
    );
    expect(first.calls.find(({ command }) => command === 'psql')?.stdin).toContain('\\getenv password');
    expect(again).toMatchObject({ status: 0, shown: [], files: first.files });
    expect(again.calls.map(({ command }) => command)).not.toContain('pg_createcluster');
  });

  test('stops before all else where the volume is not there', () => {
    const { first } = rehearse(template, 'db', { ...STAGE, commands: { ...STAGE.commands, mountpoint: 'exit 1' } });
    expect(first).toMatchObject({ status: 1, output: 'The volume is not mounted at /srv/data.\n' });
    expect(first.calls.map(({ command }) => command)).not.toContain('systemctl');
  });

  test('is open to the private network only, and listens nowhere else', () => {
    expect(server?.ports).toMatchObject([{ port: 5432, from: 'network' }]);
    expect(script).toContain(`listen_addresses = 'localhost,%s'\\n" "$PREGO_PRIVATE_IP"`);
  });

  test('takes nobody from the network without a password and TLS', () => {
    expect(script.match(/^rule=.*$/m)?.[0]).toBe("rule='hostssl all all 0.0.0.0/0 scram-sha-256'");
    expect(script).not.toMatch(/\btrust\b/);
  });

  test('installs the major version that it says, without a cluster on the root disk', () => {
    expect(template.packages('db')).toContain('postgresql-16');
    expect(template.manifest.licences).toContainEqual(
      expect.objectContaining({ component: 'PostgreSQL', spdx: 'PostgreSQL' }),
    );
    expect(template.file('db', '/etc/postgresql-common/createcluster.d/prego.conf')).toBe(
      'create_main_cluster = false\n',
    );
  });

  test('has its data on the volume, and waits for it at every boot', () => {
    expect(server?.volume_gb).toBe(20);
    expect(script).toContain('mountpoint -q /srv/data ||');
    expect(script).toContain('--datadir /srv/data/postgresql/16/main');
    expect(template.file('db', '/etc/systemd/system/postgresql@16-main.service.d/prego.conf')).toContain(
      'RequiresMountsFor=/srv/data',
    );
  });

  test.each([
    ['app', true],
    ['my_data2', true],
    ['pg_mine', false],
    ['postgres', false],
    ['template1', false],
    ['public', false],
    ['App', false],
    ['a;drop', false],
  ])('says of the database name %s that it is fine: %s', (name, fine) => {
    const field = template.manifest.fields.find((one) => one.type === 'text' && one.name === 'database');
    const pattern = field?.type === 'text' ? field.pattern : '';
    expect(new RegExp(`^(?:${pattern})$`, 'u').test(name)).toBe(fine);
  });
});

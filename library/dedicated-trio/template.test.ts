import { describe, expect, test } from '@jest/globals';
import { rehearse, type Stage } from '../../packages/library/src/testing/rehearsal.ts';
import { syntaxFaults } from '../../packages/library/src/testing/shell-scripts.ts';
import { templateUnderTest } from '../../packages/library/src/testing/template-under-test.ts';

const template = await templateUnderTest(import.meta.url);
const INSTALL = '/usr/local/sbin/prego-install';

/** What packages and commands do on each server. */
const STAGES: Readonly<Record<string, Stage>> = {
  app: {
    // The package starts nginx, which would refuse a certificate that is not there yet.
    packages: '[ ! -e /etc/nginx ]; mkdir -p /etc/nginx/conf.d /etc/nginx/sites-enabled',
    commands: { nginx: '[ "$1" = -t ] && [ -s /etc/prego/tls/host.key ] && [ -s /etc/nginx/conf.d/prego-host.conf ]' },
  },
  db: {
    packages: 'grep -qx "create_main_cluster = false" /etc/postgresql-common/createcluster.d/prego.conf',
    commands: {
      pg_createcluster: `mkdir -p /etc/postgresql/16/main/conf.d
        for file in postgresql.conf pg_hba.conf; do touch "/etc/postgresql/16/main/$file"; done`,
      pg_isready: '',
      psql: '',
    },
  },
  redis: {
    // The package starts Redis by itself: a unit that names our file then would fail until systemd gives up.
    packages: `mkdir -p /etc/redis
      [ ! -e /etc/systemd/system/redis-server.service.d ]`,
    commands: {
      'redis-cli': '[ -n "$REDISCLI_AUTH" ] && echo PONG',
      systemctl: `[ "$1" != daemon-reload ] ||
        grep -q '^ExecStart=.*/etc/redis/prego.conf ' /etc/systemd/system/redis-server.service.d/prego.conf`,
    },
  },
};

/** The ports that a server opens, by who may come. */
function portsOf(key: string, from: string): number[] {
  const server = template.manifest.servers.find((one) => one.key === key);
  return server?.ports.filter((port) => port.from === from).map(({ port }) => port) ?? [];
}

describe('the template dedicated-trio', () => {
  test('passes the check', () => {
    expect(template.faults).toEqual([]);
  });

  test.each(template.scripts)('has a script that bash can read: $name', (script) => {
    expect(syntaxFaults(script)).toBe('');
  });

  test.each(Object.keys(STAGES))(
    'sets %s up at the first boot, alike when it is run again, and shows no password',
    (key) => {
      const { first, again } = rehearse(template, key, STAGES[key]);
      expect(first).toMatchObject({ status: 0, shown: [] });
      expect(again).toMatchObject({ status: 0, shown: [], files: first.files });
    },
  );

  test('has its own configuration of Redis used once it is there, whatever the package’s start came to', () => {
    const { first } = rehearse(template, 'redis', STAGES.redis);
    const done = first.calls.filter(({ command }) => command === 'systemctl').map(({ args }) => args.join(' '));
    expect(done).toEqual(['daemon-reload', 'reset-failed redis-server', 'enable redis-server', 'restart redis-server']);
    expect(first.files['/etc/redis/prego.conf']).toMatchObject({
      mode: '0640',
      content: expect.stringMatching(
        /^include \/etc\/redis\/redis\.conf\nbind 127\.0\.0\.1 10\.0\.0\.2\nrequirepass \w{32}\n/,
      ),
    });
  });

  test('tells the application where its services are, and nobody else', () => {
    const { first } = rehearse(template, 'app', STAGES.app);
    expect(first.files['/etc/prego/app.env']).toMatchObject({
      mode: '0600',
      content: expect.stringMatching(
        /^DATABASE_URL=postgresql:\/\/app:\w{32}@[\d.]+:5432\/app\?sslmode=require\nREDIS_URL=redis:\/\/:\w{32}@[\d.]+:6379\/0\n$/,
      ),
    });
  });

  test('opens only the app server to the world, and the services to that', () => {
    expect(['app', 'db', 'redis'].map((key) => portsOf(key, 'anywhere'))).toEqual([[80, 443], [], []]);
    expect(['app', 'db', 'redis'].map((key) => portsOf(key, 'app'))).toEqual([[], [5432, 22], [6379, 22]]);
  });

  test('tells the app server the addresses and ports on which the services listen', () => {
    const app = template.file('app', INSTALL);
    expect(app).toContain('@$PREGO_DB_PRIVATE_IP:5432/');
    expect(app).toContain('@$PREGO_REDIS_PRIVATE_IP:6379/');
    expect(app).toMatch(/^umask 077$/m);
  });

  test('has the services listen on the private address alone, with a password', () => {
    expect(template.file('db', INSTALL)).toContain(`listen_addresses = 'localhost,%s'\\n" "$PREGO_PRIVATE_IP"`);
    expect(template.file('db', INSTALL)).toContain('$PREGO_APP_PRIVATE_IP/32 scram-sha-256');
    expect(template.file('redis', INSTALL)).toContain('"bind 127.0.0.1 $PREGO_PRIVATE_IP"');
    expect(template.file('redis', INSTALL)).toContain('"requirepass $PREGO_REDIS_PASSWORD"');
  });

  test('has the data of PostgreSQL on the volume, and PostgreSQL wait for it at every boot', () => {
    expect(template.manifest.servers.map(({ key, volume_gb }) => [key, volume_gb])).toEqual([
      ['app', undefined],
      ['db', 20],
      ['redis', undefined],
    ]);
    expect(template.file('db', INSTALL)).toContain('--datadir /srv/data/postgresql/16/main');
    expect(template.file('db', '/etc/systemd/system/postgresql@16-main.service.d/prego.conf')).toContain(
      'RequiresMountsFor=/srv/data',
    );
  });
});

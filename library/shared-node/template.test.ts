import { describe, expect, test } from '@jest/globals';
import { rehearse } from '../../packages/library/src/testing/rehearsal.ts';
import { syntaxFaults } from '../../packages/library/src/testing/shell-scripts.ts';
import { templateUnderTest } from '../../packages/library/src/testing/template-under-test.ts';

const template = await templateUnderTest(import.meta.url);
const script = template.file('node', '/usr/local/sbin/prego-install');

describe('the template shared-node', () => {
  test('passes the check', () => {
    expect(template.faults).toEqual([]);
  });

  test.each(template.scripts)('has a script that bash can read: $name', (script) => {
    expect(syntaxFaults(script)).toBe('');
  });

  test('is set up at the first boot, alike when it is run again, and shows nobody the password', () => {
    const { first, again } = rehearse(template, 'node', {
      // The package starts nginx, which would refuse a certificate that is not there yet.
      packages: `[ ! -e /etc/nginx ]
        mkdir -p /etc/nginx/conf.d /etc/nginx/sites-enabled
        touch /etc/nginx/sites-enabled/default`,
      commands: {
        nginx: '[ "$1" = -t ] && [ -s /etc/prego/tls/host.key ] && [ -s /etc/nginx/conf.d/prego-host.conf ]',
      },
    });
    expect(first).toMatchObject({ status: 0, shown: [] });
    expect(first.calls.find(({ command }) => command === 'chpasswd')?.stdin).toMatch(/^root:\w{24}\n$/);
    expect(first.files['/etc/nginx/sites-enabled/default']).toBeUndefined();
    expect(first.files['/etc/prego/tls/host.key']?.mode).toBe('0600');
    expect(again).toMatchObject({ status: 0, shown: [], files: first.files });
  });

  test('opens what nginx listens on', () => {
    const conf = template.file('node', '/etc/nginx/conf.d/prego-host.conf');
    const listens = [...conf.matchAll(/listen (\d+)/g)].map(([, port]) => Number(port));
    expect(template.manifest.servers[0]?.ports.map(({ port }) => port)).toEqual(listens);
  });

  test('has its certificate where nginx reads it, and where the playbook for workspaces would put one', () => {
    const conf = template.file('node', '/etc/nginx/conf.d/prego-host.conf');
    expect(conf).toContain('ssl_certificate /etc/prego/tls/host.crt;');
    expect(script).toContain('tls=/etc/prego/tls\n');
    expect(script).toContain('mv "$tls/host.crt.new" "$tls/host.crt"');
  });

  test('keeps a certificate that is there: to run it again changes nothing that people have pinned', () => {
    expect(script).toMatch(/if \[ ! -e "\$tls\/host\.crt" \]; then\n {2}openssl req/);
  });
});

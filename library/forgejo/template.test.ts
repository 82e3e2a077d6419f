import { describe, expect, test } from '@jest/globals';
import { type Run, rehearse } from '../../packages/library/src/testing/rehearsal.ts';
import { syntaxFaults } from '../../packages/library/src/testing/shell-scripts.ts';
import { templateUnderTest } from '../../packages/library/src/testing/template-under-test.ts';

const template = await templateUnderTest(import.meta.url);
const [server] = template.manifest.servers;
const script = template.file('forge', '/usr/local/sbin/prego-install');
const unit = template.file('forge', '/etc/containers/systemd/forgejo.container');

/** Forgejo's users are a file here, and its API takes whatever curl is told. */
const STAGE = {
  packages: 'mkdir -p /etc/containers/systemd /var',
  commands: {
    curl: 'case "$*" in *public-ipv4) echo 192.0.2.7 ;; esac',
    // What runs in the container is a process of the host too.
    podman: `[ "$1" = exec ] || exit 0
      shift
      while [ "$1" = --env ]; do shift 2; done
      shift
      exec "$@"`,
    forgejo: `case "$*" in
        *" user list") echo 'ID Username Email'; cat /var/users 2> /dev/null || true ;;
        *" user create "*)
          echo "generated random password is 'unknown'"
          while [ "$1" != --username ]; do shift; done
          echo "1 $2 mail@example.com" >> /var/users
          ;;
        *" generate-access-token "*) echo t0k3n ;;
      esac`,
  },
  values: { admin_email: 'anna@example.com' },
};

/** What was asked of Forgejo itself. */
const requests = ({ calls }: Run) =>
  calls.filter(({ command, args }) => command === 'curl' && args.some((arg) => arg.startsWith('https://10.0.0.2/')));

describe('the template forgejo', () => {
  test('passes the check', () => {
    expect(template.faults).toEqual([]);
  });

  test.each(template.scripts)('has a script that bash can read: $name', (script) => {
    expect(syntaxFaults(script)).toBe('');
  });

  test('is set up at the first boot, and shows the administrator’s password to nobody', () => {
    const { first } = rehearse(template, 'forge', STAGE);
    expect(first).toMatchObject({ status: 0, shown: [] });
    const [healthy, change, removal] = requests(first);
    expect(healthy?.args.at(-1)).toBe('https://10.0.0.2/api/healthz');
    // By standard input: the token for the one, the new password for the other.
    expect(change?.args).toEqual(expect.arrayContaining(['PATCH', 'https://10.0.0.2/api/v1/admin/users/operator']));
    expect(change?.stdin).toMatch(/^header = "Authorization: token t0k3n"\n/);
    expect(change?.stdin).toMatch(
      /data = "\{\\"source_id\\":0,\\"login_name\\":\\"operator\\",\\"password\\":\\"\w{24}\\"\}"\n$/,
    );
    expect(removal?.args).toContain('DELETE');
    expect(removal?.stdin).toMatch(/^user = "operator:\w{24}"\n$/);
    expect(first.calls.some(({ args }) => args.join(' ').includes('t0k3n'))).toBe(false);
  });

  test('is the same when it is run again: who has changed the password keeps it, and no second one is made', () => {
    const { first, again } = rehearse(template, 'forge', STAGE);
    expect(again).toMatchObject({ status: 0, shown: [], files: first.files });
    expect(requests(again)).toHaveLength(1);
  });

  test('goes on where a run ended before the password was set', () => {
    const curl = `case "$*" in *PATCH*) [ -e /var/tried ] || { touch /var/tried; exit 22; } ;; esac\n${STAGE.commands.curl}`;
    const { first, again } = rehearse(template, 'forge', { ...STAGE, commands: { ...STAGE.commands, curl } });
    expect(first).toMatchObject({ status: 22, shown: [] });
    expect(again).toMatchObject({ status: 0, shown: [] });
    expect(requests(again)).toHaveLength(3);
    expect(again.files['/var/users']?.content.match(/operator/g)).toHaveLength(1);
  });

  test('is pinned by digest, and says of which release', () => {
    expect(unit).toMatch(/^Image=codeberg\.org\/forgejo\/forgejo@sha256:[0-9a-f]{64}$/m);
    const licence = template.manifest.licences.find(({ component }) => component === 'Forgejo');
    expect(licence).toMatchObject({ version: '15.0.9', spdx: 'GPL-3.0-or-later' });
    expect(licence?.url).toContain('/v15.0.9/');
  });

  test('opens what it listens on, and tells people where it is', () => {
    const listens = [...script.matchAll(/^FORGEJO__server__(?:HTTP|SSH_LISTEN)_PORT=(\d+)$/gm)];
    expect(server?.ports.map(({ port }) => port)).toEqual(listens.map(([, port]) => Number(port)));
    expect(unit).toContain('Network=host\n');
    expect(script).toContain('FORGEJO__server__SSH_PORT=2222\n');
    expect(template.manifest.outputs.map(({ value }) => value)).toContain('ssh://git@{server.forge.ipv4}:2222/');
  });

  test('shows nothing in the clear: HTTPS from the start, and nobody can register', () => {
    expect(script).toContain('FORGEJO__server__PROTOCOL=https\n');
    expect(script).toContain('FORGEJO__service__DISABLE_REGISTRATION=true\n');
    expect(script).toContain('FORGEJO__security__INSTALL_LOCK=true\n');
    expect(script).toMatch(/^umask 077$/m);
  });

  test('keeps data and key on the volume, and waits for it at every boot', () => {
    expect(server?.volume_gb).toBe(20);
    expect(unit).toContain('Volume=/srv/data/forgejo:/var/lib/gitea\n');
    expect(unit).toContain('RequiresMountsFor=/srv/data\n');
    expect(script).toContain('[ -s /srv/data/forgejo.key ] ||');
  });

  test.each([
    ['operator', true],
    ['anna-b', true],
    ['admin', false],
    ['user', false],
    ['ssh_info', false],
    ['forgejo-actions', false],
    ['two--hyphens', false],
    ['-x', false],
  ])('says of the administrator %s that it is fine: %s', (name, fine) => {
    const field = template.manifest.fields.find((one) => one.type === 'text' && one.name === 'admin_user');
    const pattern = field?.type === 'text' ? field.pattern : '';
    expect(new RegExp(`^(?:${pattern})$`, 'u').test(name)).toBe(fine);
  });
});

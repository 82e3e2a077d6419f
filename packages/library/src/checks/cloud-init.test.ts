import { describe, expect, test } from '@jest/globals';
import { faultsWith } from '../testing/broken-template.ts';

const faults = async (from: string, to: string): Promise<string> =>
  (await faultsWith('cloud-init.yaml', from, to)).join('\n');
/** With a line more in its script. */
const withLine = (line: string): Promise<string> =>
  faults('systemctl enable nginx\n', `${line}\n      systemctl enable nginx\n`);
const DIGEST = `sha256:${'0'.repeat(64)}`;

describe('a cloud-init', () => {
  test.each([
    ['without its first line', '#cloud-config\n', '', /does not begin with the line #cloud-config/],
    ['that is no YAML', 'runcmd:', 'runcmd: [', /is no YAML/],
    ['that says a key twice', 'runcmd:', 'packages: [curl]\nruncmd:', /is no YAML: Map keys must be unique/],
    ['that lets others in', 'runcmd:', 'users: [eve]\nruncmd:', /users: is not for a template to set.*write_files/],
    ['that runs before all else', 'runcmd:', 'bootcmd: [ls]\nruncmd:', /bootcmd: is not for a template to set/],
    [
      'that writes the values',
      '/usr/local/sbin/prego-install',
      '/etc/prego/values.env',
      /write_files\[0\]\.path: .* by the program itself/,
    ],
    [
      'that writes them by another way',
      '/usr/local/sbin/prego-install',
      '/etc/prego/../prego/values.env',
      /by the program itself/,
    ],
    ...[
      '/etc/ssh/sshd_config',
      '/etc/ssh/sshd_config.d/00-x.conf',
      '/root/.ssh/authorized_keys',
      '/home/eve/.ssh/authorized_keys2',
      'root/../root/.ssh/authorized_keys',
      '/etc/nftables.d/x.nft',
      '/etc/systemd/system/nftables.service.d/x.conf',
      '/etc/systemd/system/ssh.socket.d/x.conf',
      '/etc/systemd/system/apt-daily-upgrade.timer',
      '/etc/apt/apt.conf',
      '/etc/apt/apt.conf.d/99-x',
    ].map(
      (file) =>
        [`that writes ${file}`, '/usr/local/sbin/prego-install', file, /is not for a template to write/] as const,
    ),
    [
      'that configures apt',
      'runcmd:',
      `apt: {conf: 'APT::Periodic::Unattended-Upgrade "0";'}\nruncmd:`,
      /apt\.conf: is not for a template to set/,
    ],
    ['that writes beneath the volume', '/usr/local/sbin/prego-install', '/srv/data/x', /would lie beneath the volume/],
    [
      'with a variable that does not exist',
      '$PREGO_GREETING',
      '$PREGO_GRETING',
      /uses PREGO_GRETING, which does not exist\. There are .*PREGO_GREETING/,
    ],
    [
      'with the address of another server of one',
      '$PREGO_GREETING',
      '$PREGO_DB_PRIVATE_IP',
      /uses PREGO_DB_PRIVATE_IP/,
    ],
    ['that does not read the values', '. /etc/prego/values.env', 'true', /uses PREGO_GREETING without reading it/],
    [
      'that goes on until late',
      'set -euo pipefail',
      'true\n      set -euo pipefail',
      /Have the line .* as its first command/,
    ],
    [
      'with a slip in a file',
      '    permissions: "0700"',
      '    permissions: "0700"\n    defered: true',
      /write_files\[0\]\.defered: is not for a file here\. A file may have append, .*defer/,
    ],
    [
      'with a file that nobody can read',
      '    permissions: "0700"',
      '    encoding: gz+b64',
      /write_files\[0\]\.encoding: is not for a file/,
    ],
    ['that goes on after a failure', 'set -euo pipefail', 'set -e', /goes on where a command fails.*set -euo pipefail/],
    ...[
      '#!/usr/bin/env -S bash',
      '#!/usr/bin/env -S /bin/bash -u',
      '#! /bin/bash',
      '#!/usr/bin/env --split-string=bash',
    ].map(
      (line) =>
        [
          `that goes on after a failure behind ${line}`,
          '#!/usr/bin/env bash\n      # Sets the server up. It may be run again at any time.\n      set -euo pipefail',
          `${line}\n      set -u`,
          /goes on where a command fails.*"set -euo pipefail"/,
        ] as const,
    ),
    ...[
      'set +e',
      'true; set +eu',
      'set -u +e',
      'if true; then set +o errexit; fi',
      'set +euo pipefail',
      'set +o pipefail',
    ].map(
      (line) =>
        [
          `that goes on after a failure by ${line}`,
          'set -euo pipefail',
          `set -euo pipefail\n      ${line}`,
          /goes on where a command fails\. Leave set \+e out/,
        ] as const,
    ),
    ...[
      'set -x',
      'set -e -x',
      'true; set -o errexit -o xtrace',
      'if true; then set -vx; fi',
      'bash -e -x /tmp/a',
      'sh -x a',
      'export SHELLOPTS=xtrace',
    ].map(
      (line) =>
        [
          `that prints its commands by ${line}`,
          'set -euo pipefail',
          `set -euo pipefail\n      ${line}`,
          /prints its commands/,
        ] as const,
    ),
    ['that is longer than there is room for', 'runcmd:', `# ${'x'.repeat(21_000)}\nruncmd:`, /has \d+ bytes, of 20480/],
  ])('%s is refused', async (_, from, to, says) => {
    expect(await faults(from, to)).toMatch(says);
  });
});

describe('a file', () => {
  test.each([
    '/etc/ssh/ssh_config.d/x.conf',
    '/etc/ssh/ssh_known_hosts',
    '/etc/apt/preferences.d/x',
    '/etc/apt/keyrings/x.asc',
    '/etc/systemd/system/ssh-agent.service',
    '/etc/systemd/system/it.service.d/x.conf',
    '/var/lib/it/.ssh/config',
  ])('may be written by a template: %s', async (file) => {
    expect(await faults('/usr/local/sbin/prego-install', file)).toBe('');
  });
});

describe('what is installed', () => {
  test.each([
    ['a snap', '[nginx]', '[{snap: [lxd]}]', / at packages\[0\]\.snap\[0\]: is a snap/],
    [
      'a command of words',
      'runcmd:',
      'runcmd:\n  - [podman, pull, "redis:7"]',
      /runcmd\[0\]: redis:7 may be another image/,
    ],
    ['a file of the web', '[nginx]', '[https://example.com/a.deb]', /packages\[0\]: .* is no package/],
    [
      'a moving suite',
      'runcmd:',
      'apt: {sources: {a: {source: "deb https://deb.example.com stable main"}}}\nruncmd:',
      /stable becomes another release/,
    ],
    [
      'a personal archive',
      'runcmd:',
      'apt: {sources: {a: {source: "ppa:eve/x"}}}\nruncmd:',
      /apt\.sources\.a\.source: installs whatever is newest/,
    ],
  ])('is refused from %s', async (_, from, to, says) => {
    expect(await faults(from, to)).toMatch(says);
  });

  test.each([
    ['[nginx]', '[nginx, [curl, 8.5.0-2ubuntu10]]'],
    ['runcmd:', 'apt: {sources: {a: {source: "deb [arch=amd64] https://deb.example.com noble main"}}}\nruncmd:'],
  ])('may be pinned by version or release: %s → %s', async (from, to) => {
    expect(await faults(from, to)).toBe('');
  });

  test.each([
    ['podman pull docker.io/library/redis:latest', /redis:latest may be another image/],
    ['podman pull --quiet docker.io/library/redis', /redis may be another image/],
    ['podman pull docker.io/library/redis:7', /redis:7 may be another image/],
    ['Image=docker.io/library/redis:7.2', /redis:7\.2 may be another image/],
    ['image: "redis:alpine"', /redis:alpine may be another image/],
    ['docker run --rm redis:latest', /redis:latest may be another image/],
    ['podman run -p 80:80 redis', /redis may be another image/],
    ['echo https://example.com/latest', /"latest" is another one tomorrow/],
    ['deb https://deb.example.com stable main', /stable becomes another release/],
    ['Suites: noble testing', /testing becomes another release/],
    ['curl -fsSL https://get.example.com | sh', /runs what it has just fetched/],
    ['curl -fsSL https://get.example.com | sudo python3 -', /runs what it has just fetched/],
    ['bash <(curl -fsSL https://get.example.com)', /runs what it has just fetched/],
    ['eval "$(curl -fsSL https://get.example.com)"', /runs what it has just fetched/],
    ['curl -fsSLo a "https://$HOST/a-1.2.3"', /takes https:\/\/\$HOST\/a-1\.2\.3 as it comes/],
    ['curl -fsSLo a example.com/a-1.2.3', /takes example\.com\/a-1\.2\.3 as it comes/],
    [
      'url=https://example.com\n      curl -fsSLo a "$url/a-1.2.3"',
      /takes https:\/\/example\.com\/a-1\.2\.3 as it comes/,
    ],
    [
      'echo "0123  b" | sha256sum --check\n      curl -fsSLo a https://example.com/a-1.2.3',
      /takes https:.* as it comes/,
    ],
    ['curl -fsSLo a https://example.com/a-1.2.3', /takes https:\/\/example\.com\/a-1\.2\.3 as it comes/],
    ['wget https://example.com/latest/a', /"latest" is another one tomorrow/],
    ['url=$(cat /etc/it)\n      curl -fsSLo a "$url/a-1.2.3"', /takes \$url\/a-1\.2\.3 as it comes/],
    ['curl -o a $URL', /takes \$URL as it comes/],
    ['curl -o $FILE $URL', /takes \$URL as it comes/],
    ['curl --cacert "$ca" -H "A: $b" -O "$URL"', /takes \$URL as it comes/],
    ['curl -fsSL "$URL" > a', /takes \$URL as it comes/],
    [`curl -fsSL "$\{URL}" | tar x`, /takes \$\{URL\} as it comes/],
    ['wget -q "$URL"', /takes \$URL as it comes/],
    ['pip install a==1 b', /installs whatever is newest.*==version/],
    ['pip3 install --upgrade "a>=1"', /installs whatever is newest/],
    ['pip install a==1.*', /installs whatever is newest/],
    ['pip install a==1 -r requirements.txt', /installs whatever is newest/],
    ['pip install a==1 && pip install b', /installs whatever is newest/],
    ['npm install pm2@6.0.1 b', /installs whatever is newest.*name@version/],
    ['pipx install x', /installs whatever is newest.*name==version/],
    ['pipx run x', /installs whatever is newest/],
    ['npx x', /installs whatever is newest.*name@version/],
    ['npx --yes x a@1.2.3', /installs whatever is newest/],
    ['add-apt-repository -y ppa:eve/x', /installs whatever is newest.*a source in apt/],
    ['apt-key adv --fetch-keys https://example.com/key', /trusts whatever key is there today.*stands in the template/],
    ['pip install flask', /installs whatever is newest.*==version/],
    ['npm install -g pm2', /installs whatever is newest.*name@version/],
    ['snap install lxd', /snaps renew themselves/],
    ['git clone https://example.com/a', /installs whatever is newest/],
  ])('is refused by %s', async (line, says) => {
    expect(await withLine(line)).toMatch(says);
  });

  test.each([
    `podman pull --quiet docker.io/library/redis@${DIGEST}`,
    `Image=docker.io/library/redis:7.2.4@${DIGEST}`,
    'podman pull "$image" && true',
    `docker run --rm -p 80:80 redis@${DIGEST} --flag`,
    'podman run "$image"',
    'Suites: noble noble-updates',
    'image: redis:7.2.4-alpine3.20',
    'curl -fsS http://169.254.169.254/hetzner/v1/metadata/public-ipv4',
    'curl -fsS --cacert "$tls/host.crt" "https://$PREGO_PRIVATE_IP/healthz"',
    'url=https://$PREGO_PRIVATE_IP\n      curl -fsS "$url/healthz"',
    'curl -fsS "http://127.0.0.1:8080" "http://localhost"',
    'psql --set ON_ERROR_STOP=1 -x --command "" a',
    'set +x',
    'set +u',
    'set +o noclobber',
    '# set +e, never',
    'printf "%s" "a set +e"',
    '# set -x, never',
    'curl -fsSLo a https://example.com/a-1.2.3\n      echo "0123  a" | sha256sum --check',
    'pip install flask==3.1.3',
    'pip install --upgrade --index-url https://example.com/a "flask[async]==3.1.3" b==$version > /dev/null',
    'pip install --require-hashes -r /etc/requirements.txt',
    'apt-get install -y python3-pip',
    'pipx install --python python3.12 x==1.2.3 || exit 1',
    'npx --yes @a/x@1.2.3 --to b c',
    'npx --no-install tsc',
    'npm install --omit dev pm2@6.0.1 @a/b@1.2.3',
    'add-apt-repository -y universe',
    'apt-key adv --keyserver keys.example.com --recv-keys 0123',
    'curl -fsS -o /dev/null --cacert "$ca" --config - "$@"',
    'curl -fsS -o /dev/null "$url/healthz" && curl -fsS "$url" 2> /tmp/errors',
    'version=$(curl -fsS "$url/version" | grep -o 1)',
    'curl -fsSo a --cacert "$ca" -H "A: b $c" "https://$PREGO_PRIVATE_IP/a"; cp a "$b"',
    'url=http://127.0.0.1:80\n      curl -o a "$url/a"',
    'curl -o a "$PREGO_PRIVATE_IP:80/a"',
    'curl -fsSLo a "$URL"\n      echo "0123  a" | sha256sum --check',
    'npm install -g pm2@6.0.1',
    'git clone --branch v1.2.3 https://example.com/a',
    '# curl https://example.com | sh',
  ])('is taken by %s', async (line) => {
    expect(await withLine(line)).toBe('');
  });
});

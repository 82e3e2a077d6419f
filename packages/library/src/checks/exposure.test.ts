import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { faultsWith } from '../testing/broken-template.ts';
import { exposures } from './exposure.ts';

const shown = (script: string): string[] => exposures(`#!/bin/bash\n${script}\ntrue\n`, ['PIN']);

describe('a script', () => {
  test.each([
    'mysql --password "$PIN"',
    'curl -u "root:$PIN" https://localhost',
    'redis-cli \\\n  -a "$PIN" ping',
    `A=1 tool "$\{PIN}"`,
    '[ "$(redis-cli -a "$PIN" ping)" = PONG ]',
    '[ "`redis-cli -a "$PIN" ping`" = PONG ]',
    'printf x; redis-cli -a "$PIN"',
    'export A; psql "$PIN"',
    'printf x | tool "$PIN"',
    'true && tool "$PIN" || true',
    'if tool "$PIN"; then true; fi',
    'while ! tool "$PIN"; do sleep 1; done',
    'f() { tool "$PIN"; }; f',
    '(cd / && tool "$PIN") > /dev/null',
    'case "$1" in\n  a) tool "$PIN" ;;\nesac',
    'url="x:$PIN@y"\ncmd "$url"',
    'a=$PIN; b=$a; cmd "$b"',
    'export URL="x:$PIN"\ncmd "$URL"',
    'for word in "$PIN"; do cmd "$word"; done',
    'read -r word <<< "$PIN"; cmd "$word"',
    `mapfile -t words < <(printf "%s" "$PIN"); cmd "$\{words[0]}"`,
    'printf -v word "%s" "$PIN"; cmd "$word"',
    `words=(--user\n  "x:$PIN")\ncmd "$\{words[@]}"`,
    'word=$(printf "%s" "$PIN" | tr a b); cmd "$word"',
    'cmd "$(printf "%s" "$PIN")"',
    'cmd "$(sed -n s/^PIN=//p /etc/prego/values.env)"',
    'cmd "$(printenv PIN)"',
    `podman exec --env PIN box sh -c 'tool "$PIN"'`,
    'bash -c "tool $PIN"',
    'eval "A=$PIN"',
    'cat > /x <<END\n$(tool "$PIN")\nEND',
    'bash <<END\ntool "$PIN"\nEND',
    'tool "$PIN" <<END\nx\nEND',
    'cat <<END > /x\nx\nEND\ntool "$PIN"',
    'tool <(printf "%s" "$PIN") "$PIN"',
    `echo 'a "quote' "; tool"; tool "$PIN"`,
    'while read -r word; do cmd "$word"; done <<< "$PIN"',
    'printf "%s" "$PIN" | while read -r word; do cmd "$word"; done',
    'read -r word < /etc/prego/values.env; cmd "$word"',
    'word=$(cat <(printf "%s" "$PIN")); cmd "$word"',
    'export "A=$PIN"; cmd "$A"',
    'cmd "$((PIN + 1))"',
  ])('shows a secret as an argument: %s', (line) => {
    expect(shown(line).length).toBeGreaterThan(0);
    expect(shown(line).join('')).not.toContain('log');
  });

  test.each([
    'echo "$PIN"',
    `printf '%s\\n' "$PIN"`,
    'echo "$PIN" >&2',
    'echo "$PIN" 2> /dev/null',
    'echo "$PIN" > /dev/stdout',
    'printenv PIN',
    '{ echo x; echo "$PIN"; }',
    'cat /etc/prego/values.env',
    '/bin/cat < /etc/prego/values.env',
    'sudo cat /etc/prego/values.env',
    'cat <<< "$PIN"',
    'cat <<END\nit is $PIN\nEND',
    'cat <(printf "%s" "$PIN")',
    'grep PASSWORD /etc/prego/values.env',
    'sed -n s/^PIN=//p /etc/prego/values.env',
    `awk -F= '{ print $2 }' /etc/prego/values.env`,
    'echo "$PIN" | cat',
    '{ echo x; echo "$PIN"; } | head -n 2',
    'printf "%s" "$PIN" | tr a b | sort',
    'echo "$PIN" | cat - | tool && echo "$PIN" | sudo tee /etc/pin',
    'echo "$PIN" | tee /etc/pin',
    'echo "$PIN" | tee /dev/stderr > /etc/pin',
    'echo "$PIN" > /dev/console',
    'declare -p PIN',
    'true "$PIN"; declare -p',
    'a=$PIN; export -p',
    'set -a\n. /etc/prego/values.env\nenv',
    '. /etc/prego/values.env; set',
    '. /etc/prego/values.env; printenv | sort',
  ])('prints a secret into the log: %s', (line) => {
    expect(shown(line)).toEqual([expect.stringContaining('log')]);
  });

  test.each([
    `printf '%s' "$PIN" | chpasswd`,
    'echo "$PIN" | cat > /etc/pin',
    `printf 'a; b && c | d %s' "$PIN" > /etc/pin`,
    '{ echo x; echo "$PIN"; } > /etc/pin',
    'if true; then\n  echo "$PIN"\nfi | tool',
    'export PASSWORD="$PIN"',
    'PASSWORD="$PIN"',
    'PASSWORD="a b $PIN" tool --verbose',
    'tool "$PINS"',
    '[ -n "$PIN" ] && [[ $PIN == a* && -n $PIN ]]',
    '# it is $PIN',
    'tool # with $PIN',
    'cat > /etc/pin <<ENV\nPIN=$PIN\nENV',
    'tool --config - <<< "password=$PIN"',
    'tool <(printf "%s" "$PIN")',
    'podman run --env PIN box',
    'version=$(PASSWORD="$PIN" tool --version); echo "$version"',
    '. /etc/prego/values.env',
    `psql <<'SQL'\n\\getenv p PIN\nALTER ROLE x PASSWORD :'p';\nSQL`,
    'x=$((1 + 2)); tool "$x"',
    `rm -f "$\{x:-/tmp/x}"`,
    'PASSWORD="$PIN" tool --list | while read -r line; do cmd "$line"; done',
    'cat /etc/motd; grep x /etc/motd; sed s/a/b/ /etc/motd',
    'tee /etc/pin <<< "$PIN" > /dev/null',
    'grep -qx a <<< "$PIN" || grep --quiet a /etc/prego/values.env',
    `awk '$2 == 1 { found = 1 } END { exit !found }' <<< "$PIN"`,
    'printf "%s" "$PIN" | tool | head -n 1',
    'PASSWORD="$PIN" tool | tee /var/log/tool.log',
    'printf "%s" "$PIN" | while read -r word; do cat /etc/motd; done',
    `cat <<'END'\nit is $PIN\nEND`,
    'cat /etc/a >> "/etc/b" 2> /dev/null; sed -i s/a/b/ /etc/b',
    'a=$PIN; export a; env A=b tool; set -e; declare -p b; printenv HOME',
    'env; set; export -p',
  ])('keeps a secret to itself: %s', (line) => {
    expect(shown(line)).toEqual([]);
  });
});

describe('however deep it is put', () => {
  const AROUND = [
    (inner: string) => `if true; then ${inner}; fi`,
    (inner: string) => `{ echo 'a ( b'; ${inner}; } | cat`,
    (inner: string) => `( ${inner} ) > /dev/null`,
    (inner: string) => `x=$( ${inner} )`,
    // With a space: bash takes `$((` for arithmetic first.
    (inner: string) => `[ "$( ${inner} )" = "a b" ]`,
    (inner: string) => `case "$x" in\n  "a)" | b)\n    ${inner}\n    ;;\nesac`,
    (inner: string) => `while read -r line; do ${inner}; done < <(printf '"')`,
    (inner: string) => `cat > /x <<A\nit's\nA\n${inner}`,
    (inner: string) => `f() {\n  # don't\n  ${inner}\n}`,
  ];
  const line = (inner: string) =>
    fc
      .array(fc.constantFrom(...AROUND), { maxLength: 5 })
      .map((around) => around.reduce((text, one) => one(text), inner));

  test('an argument is found', () => {
    fc.assert(fc.property(line('tool "$PIN"'), (script) => shown(script).length > 0));
  });

  test('what is handed on rightly is not minded', () => {
    fc.assert(fc.property(line(`printf '%s' "$PIN" | tool > /dev/null`), (script) => shown(script).length === 0));
  });
});

describe('a template', () => {
  const SECRET = 'secrets:\n  - {name: pin, label: {en: PIN, ko: PIN}, length: 16}\noutputs:';
  const withSecret = (line: string) =>
    faultsWith('cloud-init.yaml', 'systemctl enable nginx\n', `${line}\n      systemctl enable nginx\n`, [
      'manifest.yaml',
      'outputs:',
      SECRET,
    ]);

  test('is refused where a script shows its secret', async () => {
    expect(await withSecret('tool -p "$PREGO_PIN"')).toEqual([
      expect.stringMatching(
        /cloud-init\.yaml at write_files\[0\]\.content: shows a secret .* tool -p "\$PREGO_PIN"\. Hand/,
      ),
    ]);
    expect(await withSecret('printf "%s" "$PREGO_PIN" | tool')).toEqual([]);
  });

  test('is refused where a command of words prints it', async () => {
    const cat = ['cloud-init.yaml', 'runcmd:', 'runcmd:\n  - [cat, /etc/prego/values.env]'] as const;
    const uses = ['cloud-init.yaml', 'systemctl enable nginx\n', 'printf "%s" "$PREGO_PIN" | tool\n'] as const;
    expect(await faultsWith(...cat, uses, ['manifest.yaml', 'outputs:', SECRET])).toEqual([
      expect.stringMatching(/at runcmd\[0\]: prints a secret into the log: cat \/etc\/prego\/values\.env\./),
    ]);
    // Without a secret there is none to print.
    expect(await faultsWith(...cat)).toEqual([]);
  });

  test('is refused where a unit does', async () => {
    const unit = `  - path: /etc/systemd/system/it.service\n    content: |\n      # /etc/prego/values.env\n      ExecStart=tool \\\n        $\{PREGO_PIN}\nruncmd:`;
    const faults = await faultsWith('cloud-init.yaml', 'runcmd:', unit, ['manifest.yaml', 'outputs:', SECRET]);
    expect(faults).toEqual([expect.stringMatching(/write_files\[1\]\.content: shows a secret .* ExecStart=tool/)]);
  });

  const UNREADABLE = 'at write_files\\[0\\]\\.content: is no script that a shell can read: ';

  test.each([
    ['if true; then', "expected 'fi' to close 'if' in line \\d+"],
    ['x=$(if)', "expected 'then' in line \\d+"],
    ['x=`echo \\`if\\``', "expected 'then'\\."],
    [`x="$(( cat <<A\n      it's\n      A\n      tool "$PREGO_PIN" ) > /dev/null)"`, 'unterminated'],
  ])('is refused where a script has what no shell reads: %s', async (line, error) => {
    expect(await withSecret(line)).toContainEqual(expect.stringMatching(new RegExp(UNREADABLE + error)));
  });

  test.each(['( ', '$('])('is refused where a script has 300 times %s', async (opening) => {
    const faults = await withSecret(`${opening.repeat(300)}tool${')'.repeat(300)}`);
    expect(faults).toContainEqual(expect.stringMatching(new RegExp(`${UNREADABLE}.*nest`)));
  });
});

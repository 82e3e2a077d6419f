import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type Run, rehearse, type Stage } from './rehearsal.ts';
import { templateUnderTest } from './template-under-test.ts';

const sound = await templateUnderTest(new URL('../skeleton/new-template/template.test.ts', import.meta.url).href);
const PIN = { name: 'pin', label: { en: 'PIN', ko: 'PIN' }, length: 16 };

/** The first run of a script on a server that is given a secret, `PREGO_PIN`. */
function runOf(script: string, stage: Stage = {}): Run {
  const template = {
    ...sound,
    manifest: { ...sound.manifest, secrets: [PIN] },
    files: () => [
      { path: '/usr/local/sbin/it', content: `#!/usr/bin/env bash\nset -eu\n. /etc/prego/values.env\n${script}\n` },
    ],
    runcmd: () => [['bash', '/usr/local/sbin/it'], 'touch /etc/after'],
  };
  return rehearse(template, 'web', stage).first;
}

describe('a rehearsal', () => {
  test.each([
    ['tool "$PREGO_PIN"', 'pin is an argument of tool'],
    ['copy=$PREGO_PIN; true "$(tool -p "$copy")"', 'pin is an argument of tool'],
    ['echo "$PREGO_PIN"', 'pin is in the log'],
    ['set -x; export PIN="$PREGO_PIN"', 'pin is in the log'],
    ['echo "$PREGO_PIN" > /etc/pin', 'pin is in /etc/pin, which everybody may read'],
  ])('finds the secret in: %s', (script, says) => {
    expect(runOf(script, { commands: { tool: '' } })).toMatchObject({ status: 0, shown: [says] });
  });

  test.each([
    `printf '%s' "$PREGO_PIN" | tool`,
    'PIN="$PREGO_PIN" tool',
    'umask 077; printf %s "$PREGO_PIN" > /etc/pin',
  ])('finds nothing in: %s', (script) => {
    expect(runOf(script, { commands: { tool: '' } })).toMatchObject({ status: 0, shown: [] });
  });

  test('ends at what fails, as a first boot that nobody sees would not', () => {
    const { status, files } = runOf('false');
    expect(status).toBe(1);
    expect(files['/etc/after']).toBeUndefined();
  });

  test.each(['id', '/usr/bin/id'])('has no command that was not given to it: %s', (command) => {
    expect(runOf(command)).toMatchObject({ status: 127, output: expect.stringMatching(/not found|No such file/) });
  });

  test('is of files in a folder of its own, and leaves nothing', () => {
    const { files, calls } = runOf(
      'mkdir -p /opt/prego-rehearsed; pwd > /opt/prego-rehearsed/a; chmod 0600 "$HOME/opt/prego-rehearsed/a"',
    );
    expect(files['/opt/prego-rehearsed/a']).toEqual({ mode: '0600', content: '\n' });
    expect(calls.map(({ command }) => command)).toEqual(['bash', 'mkdir', 'chmod', 'touch']);
    expect(calls[2]?.args).toEqual(['0600', '/opt/prego-rehearsed/a']);
    expect(existsSync('/opt/prego-rehearsed')).toBe(false);
  });

  test('gives values as the server has them, and a command its input', () => {
    const script = `tool "$PREGO_PROVISIONING" "$PREGO_GREETING" <<END\n$PREGO_SERVER_KEY\nEND`;
    const { calls } = runOf(script, { commands: { tool: '' } });
    expect(calls[1]).toEqual({ command: 'tool', args: ["Anna's $(false) server", 'Hello'], stdin: 'web\n' });
  });

  test('lets what is played read its input', () => {
    const { files } = runOf('printf %s x | tool > /etc/a; tool <<< y > /etc/b; tool > /etc/c', {
      commands: { tool: 'cat' },
    });
    expect(['a', 'b', 'c'].map((name) => files[`/etc/${name}`]?.content)).toEqual(['x', 'y\n', '']);
  });

  test('can write nothing of the machine, wherever a path leads', () => {
    const { status, output } = runOf('nothing=; echo x > "$nothing/etc/prego-rehearsed"');
    expect(status).not.toBe(0);
    expect(output).toMatch(/denied|Permission/);
    expect(existsSync('/etc/prego-rehearsed')).toBe(false);
  });

  test('says so where its packages are not installed', () => {
    expect(() => runOf('true', { packages: 'exit 3' })).toThrow(/The packages are not installed/);
  });
});

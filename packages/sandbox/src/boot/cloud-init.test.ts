import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { type CloudInitPlan, parseCloudInit } from './cloud-init.ts';

function planOf(userData: string): CloudInitPlan {
  const parsed = parseCloudInit(userData);
  if (parsed.outcome === 'error') throw new Error(parsed.reasons.join('; '));
  return parsed.plan;
}

function config(value: unknown): string {
  return `#cloud-config\n${stringify(value)}`;
}

describe('user data that cloud-init takes', () => {
  test('plans the modules of a cloud-config', () => {
    const plan = planOf(
      config({
        hostname: 'sg-s-7k2m9qxa',
        packages: ['telegraf', ['jq', '1.7'], { apt: ['curl', ['git', '2']] }],
        users: ['default', { name: 'deploy' }],
        ssh_authorized_keys: ['ssh-ed25519 AAAA me@home'],
        bootcmd: ['echo early'],
        runcmd: ['echo late', ['ls', '-l', 1], null],
        timezone: 'UTC',
        colour: 'green',
        write_files: [
          { path: '/etc/a', content: 'a', permissions: '0600' },
          { path: '/etc/b', content: 'b', owner: 'root:telegraf', defer: true, append: true },
        ],
      }),
    );
    expect(plan).toMatchObject({
      hostname: 'sg-s-7k2m9qxa',
      packages: ['telegraf', 'jq', 'curl', 'git'],
      users: ['default', 'deploy'],
      sshAuthorizedKeys: ['ssh-ed25519 AAAA me@home'],
      bootcmd: ['echo early'],
      runcmd: ['echo late', ['ls', '-l', '1']],
      recorded: ['timezone'],
      ignored: ['colour'],
      warnings: [],
    });
    expect(plan.files).toMatchObject([{ path: '/etc/a', mode: 0o600, owner: 'root', group: 'root', append: false }]);
    expect(plan.deferredFiles).toMatchObject([{ path: '/etc/b', mode: 0o644, group: 'telegraf', append: true }]);
  });

  test.each([
    ['an unquoted octal permission', 'permissions: 0640', 0o640],
    ['a quoted one', "permissions: '0640'", 0o640],
    ['one that is not octal', "permissions: '0689'", 0o644],
    ['none', 'owner: root', 0o644],
  ])('reads %s as YAML 1.1 does', (_name, line, mode) => {
    expect(planOf(`#cloud-config\nwrite_files:\n- path: /a\n  ${line}\n`).files[0]?.mode).toBe(mode);
  });

  test.each([
    ['plain text', 'text/plain', 'hello'],
    ['base64', 'b64', Buffer.from('hello').toString('base64')],
    ['base64 by its long name', 'base64', Buffer.from('hello').toString('base64')],
    ['gzip in base64', 'gz+b64', gzipSync('hello').toString('base64')],
    ['gzip in base64 by its long name', 'gzip+base64', gzipSync('hello').toString('base64')],
  ])('decodes a file in %s', (_name, encoding, content) => {
    const [file] = planOf(config({ write_files: [{ path: '/a', encoding, content }] })).files;
    expect(Buffer.from(file?.content ?? []).toString()).toBe('hello');
  });

  test('unpacks a binary file', () => {
    const content = gzipSync('hello').toString('base64');
    const text = `#cloud-config\nwrite_files:\n- path: /a\n  encoding: gzip\n  content: !!binary ${content}\n`;
    expect(Buffer.from(planOf(text).files[0]?.content ?? []).toString()).toBe('hello');
  });

  test.each([
    ['the host name before the full name', { hostname: 'a', fqdn: 'b.example.test' }, 'a'],
    ['the first label of a full name', { fqdn: 'b.example.test' }, 'b'],
    ['nothing where the name is to be kept', { hostname: 'a', preserve_hostname: true }, undefined],
  ])('takes %s', (_name, value, hostname) => {
    expect(planOf(config(value)).hostname).toBe(hostname);
  });

  test('unwraps base64, as the vendor has it', () => {
    expect(planOf(Buffer.from(config({ hostname: 'a' })).toString('base64')).hostname).toBe('a');
  });

  test.each(['', '  \n', '#cloud-config', '#cloud-config\n# nothing\n'])('has nothing to do for %j', (text) => {
    expect(planOf(text)).toMatchObject({ files: [], runcmd: [], warnings: [] });
  });
});

describe('user data that cloud-init only warns of', () => {
  test.each([
    ['a missing header', 'hostname: a\n', 'Unhandled non-multipart'],
    ['a misspelt header', '#cloud_config\nhostname: a\n', 'Unhandled non-multipart'],
    ['a shell script', '#!/bin/sh\necho\n', 'shell script'],
    ['MIME', 'MIME-Version: 1.0\nContent-Type: multipart/mixed\n', 'MIME'],
    ['gzip', gzipSync('#cloud-config').toString('base64'), 'gzip'],
    ['an archive', '#cloud-config-archive\n- a\n', 'archive'],
  ])('goes on without %s', (_name, text, warning) => {
    const plan = planOf(text);
    expect(plan.warnings).toEqual([expect.stringContaining(warning)]);
    expect(plan).toMatchObject({ files: [], runcmd: [], hostname: undefined });
  });

  test('skips a file without a path', () => {
    const plan = planOf(config({ write_files: [{ content: 'a' }, { path: '/b' }] }));
    expect(plan.files.map((file) => file.path)).toEqual(['/b']);
    expect(plan.warnings).toEqual([expect.stringContaining('entry 1 has no path')]);
  });
});

describe('user data that cloud-init fails on', () => {
  test.each([
    ['broken YAML', '#cloud-config\nwrite_files: [\n', 'Failed loading yaml blob'],
    ['a tab for indentation', '#cloud-config\nntp:\n\tenabled: true\n', 'Failed loading yaml blob'],
    ['a list instead of a mapping', '#cloud-config\n- a\n', 'a mapping is needed'],
    ['two documents', '#cloud-config\na: 1\n---\nb: 2\n', 'Failed loading yaml blob'],
    ['an unknown tag', '#cloud-config\na: !python/object x\n', 'Failed loading yaml blob'],
    ['files that are no list', config({ write_files: { path: '/a' } }), 'write_files'],
    ['a path that is no text', config({ write_files: [{ path: 1 }] }), 'write_files.0.path'],
    ['a command that became a mapping', '#cloud-config\nruncmd:\n- echo a: b\n', 'runcmd.0'],
    ['commands that are one text', config({ runcmd: 'reboot' }), 'runcmd'],
    ['null for a list', '#cloud-config\nruncmd:\n', 'runcmd'],
    ['bad base64', config({ write_files: [{ path: '/a', encoding: 'b64', content: 'abc' }] }), 'padding'],
    ['bad gzip', config({ write_files: [{ path: '/a', encoding: 'gz', content: 'abc' }] }), 'header'],
    ['an account made later', config({ write_files: [{ path: '/a', owner: 'root:telegraf' }] }), "'telegraf'"],
  ])('configures nothing for %s', (_name, text, reason) => {
    const parsed = parseCloudInit(text);
    expect(parsed).toEqual({ outcome: 'error', reasons: expect.anything() });
    expect(parsed.outcome === 'error' && parsed.reasons.join()).toContain(reason);
  });
});

test('no text whatever is thrown at', () => {
  const anyConfig = fc.jsonValue().map((value) => config(value));
  const anyModule = fc.dictionary(
    fc.constantFrom('write_files', 'runcmd', 'bootcmd', 'users', 'packages', 'hostname', 'ntp'),
    fc.oneof(
      fc.jsonValue(),
      fc.array(fc.record({ path: fc.jsonValue(), content: fc.jsonValue(), encoding: fc.string() })),
    ),
  );
  const anyText = fc.oneof(
    fc.string(),
    fc.string().map((text) => `#cloud-config\n${text}`),
    anyConfig,
    anyModule.map(config),
  );
  fc.assert(
    fc.property(anyText, (text) => ['plan', 'error'].includes(parseCloudInit(text).outcome)),
    { numRuns: 500 },
  );
});

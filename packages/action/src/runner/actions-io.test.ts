import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { actionsIo } from './actions-io.ts';
import type { Io } from './io.ts';

const SECRET = 'hcloud-token-1234567890';

let folder: string;
let written: string[];
let io: Io;
let file: (name: string) => string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prego-io-'));
  file = (name) => join(folder, name);
  written = [];
  let drawn = 0;
  io = actionsIo({
    env: {
      GITHUB_OUTPUT: file('output'),
      GITHUB_STATE: file('state'),
      GITHUB_STEP_SUMMARY: file('summary'),
      STATE_claim: 'c1',
    },
    write: (text) => void written.push(text),
    now: () => 0,
    random: () => `r${++drawn}`,
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a secret is told to the runner first, and stands nowhere after that', () => {
  io.mask(SECRET);
  expect(written).toEqual([`::add-mask::${SECRET}\n`]);
  io.info(`a ${SECRET}`);
  io.group(SECRET);
  io.notice(SECRET, SECRET);
  io.warning(SECRET, SECRET);
  io.error(SECRET, SECRET);
  io.setOutput('a', SECRET);
  io.saveState('a', SECRET);
  io.summary(`| ${SECRET} |`);
  const seen = [...written.slice(1), ...['output', 'state', 'summary'].map((name) => readFileSync(file(name), 'utf8'))];
  expect(seen.join('\n')).not.toContain(SECRET);
  expect(seen.join('\n').match(/\*\*\*/g)).toHaveLength(11);
  expect(io.masked(SECRET)).toBe('***');
});

test('each line of a secret is told on its own', () => {
  io.mask('first-line\nsecond-line');
  expect(written).toContain('::add-mask::first-line\n');
  expect(written).toContain('::add-mask::second-line\n');
});

test('a line that looks like a command is none', () => {
  io.info('::set-output name=node_id::evil');
  expect(written.join('')).toBe('::stop-commands::r1\n::set-output name=node_id::evil\n::r1::\n');
});

test('a group ends once, and only where one was begun', () => {
  io.endGroup();
  io.group('Stack sg');
  io.endGroup();
  io.endGroup();
  expect(written).toEqual(['::group::Stack sg\n', '::endgroup::\n']);
});

describe('annotations', () => {
  test('are ten of a kind; the others are in the log', () => {
    for (let i = 1; i <= 12; i++) io.warning(`no. ${i}`, 'Many');
    io.error('one', 'Other kind');
    expect(written.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(written.slice(10)).toEqual([
      'warning: Many: no. 11\n',
      'warning: Many: no. 12\n',
      '::error title=Other kind::one\n',
    ]);
  });

  test('that the runner would cut are whole in the log', () => {
    const long = 'x'.repeat(5_000);
    io.error(long, 'Long');
    expect(written).toEqual([`::error title=Long::${'x'.repeat(4_095)}…\n`, `error: Long: ${long}\n`]);
  });
});

test('outputs and state are written where the runner reads them, and state is read back', () => {
  io.setOutput('node_id', 'sg-s-7k2m9qxa');
  io.saveState('main', 'over');
  expect(readFileSync(file('output'), 'utf8')).toBe('node_id<<prego_r1\nsg-s-7k2m9qxa\nprego_r1\n');
  expect(readFileSync(file('state'), 'utf8')).toBe('main<<prego_r2\nover\nprego_r2\n');
  expect(io.getState('claim')).toBe('c1');
  expect(io.getState('none')).toBe('');
});

test('state that can not be written fails nothing', () => {
  rmSync(folder, { recursive: true });
  io.saveState('main', 'over');
  expect(written.join('')).toMatch(/It could not be left for the post step \(main\): ENOENT/);
  folder = mkdtempSync(join(tmpdir(), 'prego-io-'));
});

describe('the summary', () => {
  test('is written part by part', () => {
    io.summary('one');
    expect(readFileSync(file('summary'), 'utf8')).toBe('one\n');
    io.summary('two');
    expect(readFileSync(file('summary'), 'utf8')).toBe('one\ntwo\n');
  });

  test('stays within 1 MiB with all its parts, and says once that it was cut', () => {
    for (let i = 0; i < 5; i++) io.summary('a line of the summary\n'.repeat(20_000));
    expect(statSync(file('summary')).size).toBeLessThanOrEqual(1024 * 1024);
    expect(readFileSync(file('summary'), 'utf8').match(/left out/g)).toHaveLength(1);
  });

  test('that can not be written fails nothing', () => {
    rmSync(folder, { recursive: true });
    io.summary('one');
    expect(written.join('')).toMatch(/The summary could not be written: ENOENT/);
    folder = mkdtempSync(join(tmpdir(), 'prego-io-'));
  });
});

test('a job without id-token: write has no OIDC token', async () => {
  expect(await io.idToken('prego-control-plane')).toBeUndefined();
});

test('without a runner it only prints', () => {
  const lines: string[] = [];
  const desk = actionsIo({ env: {}, write: (text) => void lines.push(text), now: () => 0, random: () => 'r' });
  desk.setOutput('a', 'b');
  desk.saveState('a', 'b');
  desk.summary('a');
  desk.info('a line');
  expect(lines).toEqual(['a line\n']);
});

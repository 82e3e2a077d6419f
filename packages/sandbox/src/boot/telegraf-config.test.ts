import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { durationMs, readTelegrafConfig } from './telegraf-config.ts';
import { parseEnvironmentFile, telegrafFiles } from './telegraf-files.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'telegraf-'));
});

afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

const OUTPUT = '[[outputs.http]]\nurl = "http://127.0.0.1:9/"\ndata_format = "json"\n';

test('reads all files in order, the unit environment filled in', () => {
  write('etc/default/telegraf', 'TOKEN=secret\n');
  write('etc/telegraf/telegraf.conf', '[agent]\ninterval = "20s"\nflush_jitter = "1s"\n[[inputs.mem]]\n');
  write('etc/telegraf/telegraf.d/a.conf', `[agent]\ninterval = "30s"\n[global_tags]\nnode_id = "\${TOKEN}"\n`);
  write(
    'etc/telegraf/telegraf.d/b.conf',
    `[[inputs.mem]]\n${OUTPUT}headers = {A = "$TOKEN", B = "\${C:-c}", D = "$D $$E"}\n`,
  );
  write('etc/telegraf/telegraf.d/ignored.txt', 'not toml');
  const config = readTelegrafConfig(telegrafFiles(root));
  expect(config).toMatchObject({ intervalMs: 30_000, flushIntervalMs: 10_000, flushJitterMs: 1000 });
  expect(config.globalTags).toEqual({ node_id: 'secret' });
  expect(config.inputs.mem).toHaveLength(2);
  expect(config.outputs[0]?.headers).toEqual({ A: 'secret', B: 'c', D: '$D $E' });
});

test('a pace laid over it wins', () => {
  write('etc/telegraf/telegraf.conf', `[agent]\ninterval = "60s"\n${OUTPUT}`);
  expect(readTelegrafConfig(telegrafFiles(root), ['[agent]\ninterval = "2s"\n']).intervalMs).toBe(2000);
});

test("the package's configuration, which has no output, is refused as Telegraf refuses it", () => {
  expect(() => readTelegrafConfig(telegrafFiles(root))).toThrow('no [[outputs.http]]');
});

test.each([
  ['10s', 10_000],
  ['1h30m', 5_400_000],
  ['1.5s', 1500],
  ['250ms', 250],
  ['1d', 86_400_000],
  ['60', 60_000],
  [7, 7000],
  ['soon', undefined],
  ['10 s', undefined],
])('%j is %s milliseconds', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test('an environment file is read as systemd reads it', () => {
  const text = '# a\n; b\nA=1\n B = 2\nC="three four"\nD=\'x=y\'\nE=\nF=one \\\ntwo\nnot a line\n';
  expect(parseEnvironmentFile(text)).toEqual({ A: '1', C: 'three four', D: 'x=y', E: '', F: 'one two' });
});

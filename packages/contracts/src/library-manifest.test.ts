import { describe, expect, test } from '@jest/globals';
import { STANDARD_FIELDS, TemplateId, TemplateManifest } from './library-manifest.ts';

const TEXT = { en: 'words', ko: '말' };
const MANIFEST = {
  id: 'postgresql',
  name: TEXT,
  summary: TEXT,
  version: '1.0.0',
  category: 'database',
  overview: TEXT,
  features: [TEXT],
  servers: [{ key: 'db', purpose: TEXT, needs: { cores: 1, memory_gb: 0.5, disk_gb: 10 } }],
  fields: STANDARD_FIELDS.map((type) => ({ type })),
  licences: [{ component: 'PostgreSQL', version: '16', spdx: 'PostgreSQL', url: 'https://www.postgresql.org' }],
  install_minutes: 3,
  image: 'ubuntu-24.04',
};
const takes = (change: object): boolean => TemplateManifest.safeParse({ ...MANIFEST, ...change }).success;
const server = (change: object) => ({ servers: [{ ...MANIFEST.servers[0], ...change }] });
const port = (change: object) =>
  server({ ports: [{ protocol: 'tcp', port: 443, from: 'anywhere', purpose: TEXT, ...change }] });

describe('a manifest', () => {
  test('has empty lists where it says nothing', () => {
    expect(TemplateManifest.parse(MANIFEST)).toMatchObject({
      keywords: [],
      prerequisites: [],
      secrets: [],
      outputs: [],
      servers: [{ ports: [] }],
    });
  });

  test.each([
    ['a port for the private network', port({ from: 'network' })],
    [
      'a port for another of its servers',
      { servers: [{ ...MANIFEST.servers[0], key: 'app' }, ...port({ from: 'app' }).servers] },
    ],
    ['the largest volume that Hetzner has', server({ volume_gb: 10_240 })],
    ['Debian', { image: 'debian-13' }],
  ])('may have %s', (_, change) => expect(takes(change)).toBe(true));

  test.each([
    ['a key that nobody reads', { price: 3 }],
    ['a word in one language only', { summary: { en: 'words' } }],
    ['an empty word', { summary: { en: 'words', ko: '' } }],
    ['a version of two numbers', { version: '1.0' }],
    ['a version with a zero before it', { version: '1.01.0' }],
    ['an unknown category', { category: 'games' }],
    ['no server', { servers: [] }],
    ['nine servers', { servers: Array(9).fill(MANIFEST.servers[0]) }],
    ['a key that is no part of a host name', server({ key: 'my_db' })],
    ['a volume smaller than Hetzner makes', server({ volume_gb: 9 })],
    ['a port that there is not', port({ port: 65_536 })],
    ['a port for a server that it does not have', port({ from: 'office' })],
    ['a port for the server that has it', port({ from: 'db' })],
    ['a server called as what ports are open to', server({ key: 'network' })],
    ['too few fields', { fields: MANIFEST.fields.slice(1) }],
    ['a short secret', { secrets: [{ name: 'pin', label: TEXT, length: 4 }] }],
    ['a secret that no variable can be named after', { secrets: [{ name: 'my-pin', label: TEXT, length: 16 }] }],
    ['no licence', { licences: [] }],
    ['a licence read over HTTP', { licences: [{ ...MANIFEST.licences[0], url: 'http://example.com' }] }],
  ])('must not have %s', (_, change) => expect(takes(change)).toBe(false));
});

describe('the id of a template', () => {
  test.each(['postgresql', 'dedicated-trio', 'e5'])('may be %s', (id) =>
    expect(TemplateId.safeParse(id).success).toBe(true),
  );
  test.each(['', 'A', 'a_b', 'a--b', '-a', 'a-', '1a', '../a', 'a/b', 'a'.repeat(41)])('must not be %j', (id) =>
    expect(TemplateId.safeParse(id).success).toBe(false),
  );
});

import { describe, expect, test } from '@jest/globals';
import { fingerprintOf } from './ssh-public-key.ts';

// Made with ssh-keygen for this test; the fingerprint is what `ssh-keygen -l -E md5` prints.
const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEAMe70y2Cm58Ka/4Oqq7QRAabWKmeO3CSsHD5ggR3/k prego@test';
const MD5 = 'bb:c8:90:85:c9:7d:68:88:76:07:26:e5:3a:7b:03:5f';

describe('the fingerprint of a public key', () => {
  test('is the MD5 of its blob, as ssh-keygen prints it', () => {
    expect(fingerprintOf(ED25519)).toBe(MD5);
  });

  test('does not depend on the comment or on white space around the key', () => {
    expect(fingerprintOf(`${ED25519.split(' ').slice(0, 2).join(' ')} someone else\n`)).toBe(MD5);
  });

  test.each([
    ['no key at all', 'hello'],
    ['an unknown type', ED25519.replace('ssh-ed25519', 'ssh-nothing')],
    ['a type that differs from the one within', ED25519.replace('ssh-ed25519', 'ssh-rsa')],
    ['a cut-off blob', ED25519.replace(/.{8} prego/, ' prego')],
    ['a blob that is no base64', 'ssh-ed25519 !!!!'],
    ['a type without a key', `ssh-rsa ${Buffer.from('\0\0\0\x07ssh-rsa').toString('base64')}`],
    ['two keys', `${ED25519}\n${ED25519}`],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----'],
  ])('is none for %s', (_what, text) => {
    expect(fingerprintOf(text)).toBeUndefined();
  });
});

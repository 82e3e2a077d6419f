import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openSecret, SealedSecretError, sealSecret } from './sealed-secret.ts';

const KEY = 'k'.repeat(32);
const OTHER = 'o'.repeat(32);
const ABOUT = 'lib_01/admin_password';

describe('a sealed secret', () => {
  test('opens with its key as what it was, whatever that is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (text, about) => {
        expect(await openSecret([KEY], about, await sealSecret([KEY], about, text))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  test('never looks the same twice, and has nothing of the secret in it', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => sealSecret([KEY], ABOUT, 'hush-hush-hush')));
    expect(new Set(all).size).toBe(20);
    for (const sealed of all) {
      expect(sealed).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/);
      expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('hush');
    }
  });

  test('is sealed with the current key and still opens with the one before', async () => {
    const before = await sealSecret([OTHER], ABOUT, 'x');
    expect(await openSecret([KEY, OTHER], ABOUT, before)).toBe('x');
    const after = await sealSecret([KEY, OTHER], ABOUT, 'x');
    expect(await openSecret([KEY], ABOUT, after)).toBe('x');
    await expect(openSecret([OTHER], ABOUT, after)).rejects.toThrow(SealedSecretError);
  });

  test('does not open about anything else', async () => {
    const sealed = await sealSecret([KEY], ABOUT, 'x');
    for (const about of ['lib_02/admin_password', 'lib_01/other', '']) {
      await expect(openSecret([KEY], about, sealed)).rejects.toThrow(SealedSecretError);
    }
  });

  test('does not open when a single bit of it is another', async () => {
    const sealed = await sealSecret([KEY], ABOUT, 'hush');
    const [version, iv = '', text = ''] = sealed.split('.');
    const flipped = (part: string, bit: number) => {
      const bytes = Buffer.from(part, 'base64url');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString('base64url');
    };
    for (let bit = 0; bit < 20 * 8; bit++) {
      await expect(openSecret([KEY], ABOUT, `${version}.${iv}.${flipped(text, bit)}`)).rejects.toThrow(
        SealedSecretError,
      );
    }
    for (let bit = 0; bit < 12 * 8; bit++) {
      await expect(openSecret([KEY], ABOUT, `${version}.${flipped(iv, bit)}.${text}`)).rejects.toThrow(
        SealedSecretError,
      );
    }
  });

  test.each(['', 'hush', 'v1.', 'v2.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA', 'v1.AAAAAAAAAAAAAAAA.', '{}'])(
    'is not %j, and the error has neither that nor a key in it',
    async (text) => {
      const error = await openSecret([KEY], ABOUT, text).catch((caught: Error) => caught);
      expect(error).toBeInstanceOf(SealedSecretError);
      expect(String(error)).toContain('LIBRARY_SECRETS_KEY_PREVIOUS');
      expect(String(error)).not.toContain(KEY);
      if (text.length > 2) expect(String(error)).not.toContain(text);
    },
  );
});

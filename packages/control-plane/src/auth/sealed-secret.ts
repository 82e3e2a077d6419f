import type { Keys } from '../config.ts';

/**
 * Secrets as the database holds them: `v1.<iv>.<ciphertext>`, AES-256-GCM with a key that is derived of the configured one.
 * `about` is what the secret belongs to, such as `lib_…/admin_password`: put anywhere else, it does not open.
 */
const VERSION = 'v1';
const IV_BYTES = 12;
/** Keeps what is derived here apart from any other use of the same secret. */
const INFO = 'prego library secrets v1';

/** Text, sealed with the current key. `keys` are `config.keys.library`. Twice the same text does not look the same. */
export async function sealSecret(keys: Keys, about: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt(parameters(iv, about), await keyOf(keys[0]), utf8(text));
  return [VERSION, base64url(iv), base64url(new Uint8Array(sealed))].join('.');
}

/** What was sealed about this with any of the keys. Throws SealedSecretError, which has nothing of the secret. */
export async function openSecret(keys: Keys, about: string, sealed: string): Promise<string> {
  const [iv, ciphertext] = /^v1\.([\w-]{16})\.([\w-]{22,})$/.exec(sealed)?.slice(1) ?? [];
  if (iv === undefined || ciphertext === undefined) throw new SealedSecretError(about);
  for (const key of keys) {
    const opened = await crypto.subtle
      .decrypt(parameters(bytes(iv), about), await keyOf(key), bytes(ciphertext))
      .catch(() => undefined);
    if (opened !== undefined) return new TextDecoder().decode(opened);
  }
  throw new SealedSecretError(about);
}

/** The key that it was sealed with is gone, or it was sealed about something else, or changed since. */
export class SealedSecretError extends Error {
  override readonly name = 'SealedSecretError';

  constructor(about: string) {
    super(
      `The secret ${about} does not open with LIBRARY_SECRETS_KEY, nor with the one before it: put the key that it was sealed with into LIBRARY_SECRETS_KEY_PREVIOUS.`,
    );
  }
}

const parameters = (iv: Uint8Array<ArrayBuffer>, about: string) => ({
  name: 'AES-GCM',
  iv,
  additionalData: utf8(about),
});

/** 256 bits of what was configured, whatever its length and letters. It has enough chance in it to need no salt (RFC 5869, 3.1). */
async function keyOf(secret: string): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveKey']);
  return await crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(INFO) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const base64url = (of: Uint8Array) => Buffer.from(of).toString('base64url');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

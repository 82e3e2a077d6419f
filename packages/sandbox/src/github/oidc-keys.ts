import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Core } from '../core/core.ts';

/** A key as the state keeps it: the private half, and the name that tokens call it by. */
interface StoredKey {
  kid: string;
  jwk: JsonWebKey;
}

export interface SigningKey {
  kid: string;
  key: KeyObject;
}

const SETTING = 'github_oidc_keys';

/** Older ones are not shown any more: who rotates three times means it. */
const KEPT = 2;

/** The issuer's key of today, made when it is first needed. Making one takes some tenths of a second. */
export function signingKey(core: Core): SigningKey {
  const [{ kid, jwk }] = keys(core);
  return { kid, key: createPrivateKey({ key: jwk, format: 'jwk' }) };
}

/** Puts a new key in front. Tokens of the one before stay good, those of an older one don't. */
export function rotateKey(core: Core): void {
  core.store.writeSetting(SETTING, [newKey(core), ...keys(core)].slice(0, KEPT));
}

/** A key that the issuer never shows, to sign what must be refused. */
export function foreignKey(core: Core): SigningKey {
  const { kid, jwk } = newKey(core);
  return { kid, key: createPrivateKey({ key: jwk, format: 'jwk' }) };
}

/** What `/.well-known/jwks` answers. */
export function publicKeys(core: Core) {
  const shown = keys(core).map(({ kid, jwk }) => {
    const key = createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' });
    return { ...key, kid, alg: 'RS256', use: 'sig' };
  });
  return { keys: shown };
}

function keys(core: Core): [StoredKey, ...StoredKey[]] {
  const known = core.store.readSetting<[StoredKey, ...StoredKey[]]>(SETTING);
  if (known) return known;
  const made: [StoredKey] = [newKey(core)];
  core.store.writeSetting(SETTING, made);
  return made;
}

function newKey(core: Core): StoredKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid: core.randomHex(20).toUpperCase(), jwk: privateKey.export({ format: 'jwk' }) };
}

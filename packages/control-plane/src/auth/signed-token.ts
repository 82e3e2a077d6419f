import type { Keys } from '../config.ts';
import { sameSecret } from './same-secret.ts';

/**
 * Tokens that say in plain text whose they are, with an HMAC that proves it: `<kind>.<subject>.<qualifier>.<hmac>`.
 * The middleware knows the holder without looking anything up, and a forged one costs no query. Neither an id nor a
 * number has a dot in it, so the parts can't be read in two ways.
 */
export async function signToken(keys: Keys, kind: string, subject: string, qualifier: number): Promise<string> {
  const claim = `${kind}.${subject}.${qualifier}`;
  return `${claim}.${await macOf(keys[0], claim)}`;
}

/** What a token of this kind says, if any of the keys has signed it; undefined for every other string. */
export async function verifyToken(
  keys: Keys,
  kind: string,
  token: string,
): Promise<{ subject: string; qualifier: number } | undefined> {
  const [claim, subject, qualifier, mac] =
    /^([a-z]+\.([A-Za-z0-9_-]+)\.(0|[1-9]\d{0,15}))\.([\w-]{43})$/.exec(token)?.slice(1) ?? [];
  if (claim === undefined || subject === undefined || mac === undefined || !claim.startsWith(`${kind}.`))
    return undefined;
  const signed = await Promise.all(keys.map(async (key) => sameSecret(mac, await macOf(key, claim))));
  return signed.includes(true) ? { subject, qualifier: Number(qualifier) } : undefined;
}

/** HMAC-SHA-256 of the claim in base64url: 43 characters. The kind in the claim keeps one key's two uses apart. */
async function macOf(key: string, claim: string): Promise<string> {
  const utf8 = new TextEncoder();
  const hmac = await crypto.subtle.importKey('raw', utf8.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const mac = await crypto.subtle.sign('HMAC', hmac, utf8.encode(claim));
  return Buffer.from(mac).toString('base64url');
}

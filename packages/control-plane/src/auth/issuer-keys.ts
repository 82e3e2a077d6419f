import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

/** How long the issuer may take to answer (jose waits as long for the keys). */
const TIMEOUT_MS = 5000;

const Discovery = z.object({ jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * By issuer, for as long as the isolate lives; jose itself reads the keys again after 10 minutes, and at once when a
 * token names one that it doesn't know. Only what was read is kept, never the reading: a promise of one request must not
 * be awaited by another on Workers.
 */
const known = new Map<string, JWTVerifyGetKey>();

/** The keys that an OIDC issuer signs with, found by its openid-configuration. Throws where that can't be read. */
export async function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const cached = known.get(issuer);
  if (cached) return cached;
  const response = await fetch(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the openid-configuration of ${issuer} answers ${response.status}`);
  const { jwks_uri } = Discovery.parse(await response.json());
  const keys = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: TIMEOUT_MS });
  known.set(issuer, keys);
  return keys;
}

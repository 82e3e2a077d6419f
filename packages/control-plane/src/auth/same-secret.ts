import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether two secrets are the same, in a time that tells nothing of either: their digests, which are of equal length
 * whatever the secrets' are, are compared in constant time.
 */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

/** Whether the secret is one of these. All are compared, so that the time doesn't tell which it was. */
export const isOneOf = (secret: string, candidates: readonly string[]): boolean =>
  candidates.map((candidate) => sameSecret(secret, candidate)).includes(true);

const digest = (text: string) => createHash('sha256').update(text).digest();

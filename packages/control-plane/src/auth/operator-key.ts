import { OPERATOR_KEY_PREFIX } from '@prego/contracts';
import { eq } from 'drizzle-orm';
import { ApiError } from '../api-error.ts';
import type { Deps } from '../deps.ts';
import { operatorKeys } from '../store/tables/library.ts';
import { digestHex } from './digest.ts';

/** Of base32 (RFC 4648, 6), in small letters: nothing in it is read for something else, and a double click takes it whole. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const FORM = new RegExp(`^${OPERATOR_KEY_PREFIX}[${ALPHABET}]{26,64}$`);
/** So that a key that is used all day costs 24 writes. */
const HOUR_MS = 3_600_000;

/** A key that has 160 bits of chance: five of each of the 32 bytes that `deps.newSecret()` gives. */
export function operatorKeyOf(secret: string): string {
  const characters = [...Buffer.from(secret, 'base64url')].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return OPERATOR_KEY_PREFIX + characters.join('');
}

/**
 * Whose a key is, by name. When it was used last is written down behind the answer, once an hour. Throws `unauthorized`, which
 * says so where the key was revoked.
 */
export async function operatorNameOf({ db, now, defer }: Deps, key: string): Promise<string> {
  const { key_hash, key_id } = operatorKeys;
  const [row] = FORM.test(key)
    ? await db
        .select()
        .from(operatorKeys)
        .where(eq(key_hash, await digestHex(key)))
    : [];
  if (!row) throw new ApiError('unauthorized', 'The operator key is not known.');
  if (row.revoked_at !== null) {
    throw new ApiError(
      'unauthorized',
      `The operator key of ${row.name} was revoked: whoever manages the keys can make another.`,
    );
  }
  const hour = now - (now % HOUR_MS);
  if (row.last_used_at === null || row.last_used_at < hour) {
    defer(
      db
        .update(operatorKeys)
        .set({ last_used_at: Math.max(hour, row.created_at) })
        .where(eq(key_id, row.key_id))
        .execute(),
    );
  }
  return row.name;
}

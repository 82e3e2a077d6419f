import type { CreatedOperatorKey, CreateOperatorKey, OperatorKey, OperatorKeyList, WhoAmI } from '@prego/contracts';
import { and, desc, eq, exists, isNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { digestHex } from '../auth/digest.ts';
import { operatorKeyOf } from '../auth/operator-key.ts';
import { actorOf, type Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { commit, constraintOf } from '../store/db.ts';
import { type OperatorKeysRow, operatorKeys } from '../store/tables/library.ts';
import { auditIfStatement, auditStatement } from '../store/write-audit.ts';

/** How an audit row names the caller, and whether it may manage keys. */
export const whoAmI = (caller: Caller): z.infer<typeof WhoAmI> => ({
  actor: actorOf(caller),
  may_manage_keys: managesKeys(caller),
});

/** All keys, newest first, without the keys themselves. Throws `forbidden`. */
export async function listOperatorKeys({ db }: Deps, caller: Caller): Promise<z.infer<typeof OperatorKeyList>> {
  requireKeyManager(caller);
  const rows = await db.select().from(operatorKeys).orderBy(desc(operatorKeys.created_at), desc(operatorKeys.key_id));
  return { items: rows.map(shown) };
}

/** Makes a key; its answer is the only one that has it. Throws `forbidden`, and `conflict` for the name of another, revoked or not. */
export async function createOperatorKey(
  { db, now, newId, newSecret }: Deps,
  caller: Caller,
  { name, request_id }: z.infer<typeof CreateOperatorKey> & { request_id: string },
): Promise<CreatedOperatorKey> {
  requireKeyManager(caller);
  const key = operatorKeyOf(newSecret());
  const row = { key_id: newId('key_'), name, created_at: now, last_used_at: null, revoked_at: null };
  const entry = { at: now, actor: caller, action: 'operator_key.created', request_id };
  try {
    await commit(db, [
      db.insert(operatorKeys).values({ ...row, key_hash: await digestHex(key) }),
      auditStatement(db, { ...entry, data: { key_id: row.key_id, name } }),
    ]);
  } catch (error) {
    if (constraintOf(error) !== 'unique operator_keys.name') throw error;
    throw new ApiError(
      'conflict',
      `There is, or was, a key of ${name}, by which the history names who did what: give this one another name.`,
    );
  }
  return { ...row, key };
}

/** Revokes a key, at once; a second time does nothing. Throws `forbidden`, and `not_found` for an id that no key has. */
export async function revokeOperatorKey(
  { db, now }: Deps,
  caller: Caller,
  { key_id, request_id }: { key_id: string; request_id: string },
): Promise<void> {
  requireKeyManager(caller);
  const [row] = await db.select().from(operatorKeys).where(eq(operatorKeys.key_id, key_id));
  if (!row) throw new ApiError('not_found', `There is no operator key ${key_id}.`);
  const living = and(eq(operatorKeys.key_id, key_id), isNull(operatorKeys.revoked_at));
  const entry = { at: now, actor: caller, action: 'operator_key.revoked', request_id };
  await commit(db, [
    auditIfStatement(
      db,
      { ...entry, data: { key_id, name: row.name } },
      exists(db.select({ one: sql`1` }).from(operatorKeys).where(living)),
    ),
    db.update(operatorKeys).set({ revoked_at: now }).where(living),
  ]);
}

/** INTERNAL_API_KEY alone, which has no name: a key that is lost must not make itself others. */
const managesKeys = (caller: Caller): boolean => caller.kind === 'operator' && caller.name === undefined;

function requireKeyManager(caller: Caller): void {
  if (managesKeys(caller)) return;
  throw new ApiError('forbidden', `${actorOf(caller)} may not manage operator keys: it takes INTERNAL_API_KEY.`);
}

const shown = ({ key_hash: _, ...row }: OperatorKeysRow): OperatorKey => row;

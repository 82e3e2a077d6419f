import { z } from 'zod';
import { Millis } from './paging.ts';

/** Keys of operators by name, beside INTERNAL_API_KEY, which alone makes and revokes them. */

export const OperatorKeyName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9._-]{0,38}[a-z0-9])?$/, 'a name is 1 to 40 small letters, digits, ., _ or -');

/** Ours begin so, which secret scanners and people tell them by. */
export const OPERATOR_KEY_PREFIX = 'prego_op_';

export const OperatorKey = z.object({
  key_id: z.string(),
  name: OperatorKeyName,
  created_at: Millis,
  last_used_at: Millis.nullable().describe('To the hour.'),
  revoked_at: Millis.nullable(),
});
export type OperatorKey = z.infer<typeof OperatorKey>;
export const OperatorKeyList = z.object({ items: z.array(OperatorKey) });

export const CreateOperatorKey = z.strictObject({ name: OperatorKeyName });
export const CreatedOperatorKey = OperatorKey.extend({
  key: z.string().describe('Answered here and nowhere else: only its hash is kept.'),
});
export type CreatedOperatorKey = z.infer<typeof CreatedOperatorKey>;

/** Who a credential is taken for: what the console shows beside "Sign out". */
export const WhoAmI = z.object({ actor: z.string(), may_manage_keys: z.boolean() });

import type { Keys } from '../config.ts';
import { signToken, verifyToken } from './signed-token.ts';

/** What opens one tenant's Launch view until `expiresAt` (ms since 1970). `keys` are `config.keys.launch`. */
export const mintLaunchToken = (keys: Keys, tenantId: string, expiresAt: number): Promise<string> =>
  signToken(keys, 'launch', tenantId, expiresAt);

/** The tenant of a Launch token, and whether its time is over at `now` (ms); undefined for what no key has signed. */
export async function readLaunchToken(
  keys: Keys,
  token: string,
  now: number,
): Promise<{ tenant_id: string; expired: boolean } | undefined> {
  const said = await verifyToken(keys, 'launch', token);
  return said && { tenant_id: said.subject, expired: said.qualifier <= now };
}

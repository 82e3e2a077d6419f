import { api, bodyOf } from '../api/client.ts';

/**
 * Asks the control plane whether it takes the key, by reading the smallest thing that only operators may read.
 * @throws {ApiFailure} with status 401 or 403 where it does not
 */
export async function tryKey(key: string): Promise<void> {
  await bodyOf(api.GET('/internal/dispatch', { headers: { authorization: `Bearer ${key}` } }));
}

/** Visible ASCII: what an Authorization header takes. */
export const looksLikeKey = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);

import { expect } from '@jest/globals';
import type { ControlPlane } from './control-plane.ts';

export const KEYS = '/internal/operator-keys';

/** A new key of one operator, by that name. */
export async function makeKey(
  cp: ControlPlane,
  name = 'anna',
): Promise<{ key_id: string; key: string; created_at: number }> {
  const { status, body } = await cp.post(KEYS, { name });
  expect(status).toBe(201);
  return body;
}

/** Calls with this key. */
export const as = (token: string) => ({ as: { token } });

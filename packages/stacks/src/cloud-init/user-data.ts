import { StackError } from '../errors.ts';

/** Hetzner refuses more: docs of `POST /servers`, `user_data`. */
export const USER_DATA_MAX_BYTES = 32 * 1024;

/** The user data as it is. Throws `limit_exceeded` if it is longer than Hetzner takes. */
export function withinLimit(userData: string, ofWhat: string, remedy: string): string {
  const bytes = Buffer.byteLength(userData);
  if (bytes <= USER_DATA_MAX_BYTES) return userData;
  throw new StackError(
    'limit_exceeded',
    `The cloud-init of ${ofWhat} has ${bytes} bytes; Hetzner takes ${USER_DATA_MAX_BYTES}.`,
    remedy,
  );
}

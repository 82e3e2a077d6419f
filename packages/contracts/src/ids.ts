import { z } from 'zod';

/** Ids as they stand in bodies, paths and labels. They stay within what a Hetzner label value takes: 63 characters. */

/** Made by the control plane as `job_` and a ULID in small letters; any other that fits is taken from older callers. */
export const JobId = z
  .string()
  .regex(/^job_[A-Za-z0-9_-]{1,59}$/, 'a job id is job_ and 1 to 59 letters, digits, _ or -');
export const TraceId = z
  .string()
  .regex(/^trace_[A-Za-z0-9_-]{1,57}$/, 'a trace id is trace_ and 1 to 57 letters, digits, _ or -');
export const DecisionId = z.string().regex(/^dec_[a-z0-9]{26}$/, 'a decision id is dec_ and a ULID in small letters');

/** Given by the product's own sign-up: letters, digits, `_` and `-`, beginning and ending with a letter or digit. */
export const TenantId = z
  .string()
  .regex(
    /^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/,
    'a tenant id is 1 to 63 letters, digits, _ or -, with a letter or digit at both ends',
  );

/** `sg-s-7k2m9qxa` (shared) or `sg-d-7k2m9qxa-app` (one of a trio). Those that we derive use fewer letters: derived-ids.ts. */
export const NodeId = z
  .string()
  .regex(
    /^(sg|us|eu)-(s-[a-z0-9]{8}|d-[a-z0-9]{8}-(app|db|redis))$/,
    'a node id looks like sg-s-7k2m9qxa or sg-d-7k2m9qxa-app',
  );

/** `sg`, `dedicated-acme`, `library-…`: a DNS label. */
export const StackName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a stack name is a DNS label');

/** RFC 9110 says nothing of its form; visible ASCII, and long enough for any UUID or hash. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'an idempotency key is 1 to 128 visible ASCII characters');

/** Crockford's 32 characters in small letters (github.com/ulid/spec). */
const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A ULID: 10 characters of time, 16 of the randomness given, so that ids sort by when they were made.
 * `timeMs` since 1970; `random` has 10 bytes.
 */
export function ulid(timeMs: number, random: Uint8Array): string {
  let time = timeMs;
  let head = '';
  for (let i = 0; i < 10; i++) {
    head = CROCKFORD[time % 32] + head;
    time = Math.floor(time / 32);
  }
  let value = random.slice(0, 10).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let tail = '';
  for (let i = 0; i < 16; i++) {
    tail = CROCKFORD[Number(value & 31n)] + tail;
    value >>= 5n;
  }
  return head + tail;
}

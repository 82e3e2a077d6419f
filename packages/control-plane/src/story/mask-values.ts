import { MASK } from './mask-secrets.ts';

/** The same value with each of these secrets in it replaced by `***`, at any depth. What is known by its value needs no form. */
export function maskValues<Value>(value: Value, secrets: readonly string[]): Value;
export function maskValues(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') {
    // The longest first: of one that is a part of another nothing must stay.
    const longestFirst = secrets.toSorted((a, b) => b.length - a.length);
    return longestFirst.reduce((text, secret) => text.replaceAll(secret, MASK), value);
  }
  if (Array.isArray(value)) return value.map((item) => maskValues(item, secrets));
  if (typeof value !== 'object' || value === null) return value;
  const masked = Object.entries(value).map(([key, item]) => [maskValues(key, secrets), maskValues(item, secrets)]);
  return Object.fromEntries(masked);
}

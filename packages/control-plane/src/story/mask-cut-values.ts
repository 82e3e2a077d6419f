import { MASK } from './mask-secrets.ts';
import { maskValues } from './mask-values.ts';

/** Fewer signs of a secret stay: without the others they are of no use, and a text may have them at an end by chance. */
const LEAST = 4;

/**
 * A text that may be cut at its ends (a chunk of a log, a message at its longest) without these secrets, nor a piece of one
 * at either end. Chunks are stored and read one by one while the run goes on, so neither of two can wait for the other: each
 * hides its own piece. A text is taken to be longer than a secret: of one that lies within a secret, both ends cut off,
 * nothing is known.
 */
export function maskCutValues(text: string, secrets: readonly string[]): string {
  const masked = maskValues(text, secrets);
  const first = longest(secrets, (secret, length) => masked.startsWith(secret.slice(-length)));
  const last = longest(secrets, (secret, length) => masked.endsWith(secret.slice(0, length)));
  const between = masked.slice(first, Math.max(first, masked.length - last));
  return `${first > 0 ? MASK : ''}${between}${last > 0 ? MASK : ''}`;
}

/** The longest piece of any, but no whole one; 0 where there is none. */
function longest(secrets: readonly string[], isThere: (secret: string, length: number) => boolean): number {
  const lengths = secrets.map((secret) => {
    let length = secret.length - 1;
    while (length >= LEAST && !isThere(secret, length)) length--;
    return length < LEAST ? 0 : length;
  });
  return Math.max(0, ...lengths);
}

/** What base64url has besides letters and digits. */
const OTHERS = /[-_]/g;

/**
 * A secret of so many letters and digits, each of the 62 as likely as any other: the characters of random tokens in
 * base64url, without the two that are neither, and without the last, of which some bits are always 0.
 */
export function drawSecret(length: number, newToken: () => string): string {
  let drawn = '';
  while (drawn.length < length) drawn += newToken().slice(0, -1).replace(OTHERS, '');
  return drawn.slice(0, length);
}

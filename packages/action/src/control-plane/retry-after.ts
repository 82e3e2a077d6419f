/**
 * Milliseconds that a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3). 0 where it says nothing that can
 * be read. `now` in milliseconds since 1970.
 */
export function retryAfterMs(header: string | undefined, now: number): number {
  const said = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(said)) return Number(said) * 1000;
  const at = /^[A-Za-z]/.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}

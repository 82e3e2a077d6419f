/** The vendor's spelling of a time: ISO 8601 in UTC, whole seconds. */
export function isoZulu(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

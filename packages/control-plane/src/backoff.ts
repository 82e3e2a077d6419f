const FIRST_MS = 5_000;
/** A GitHub incident lasts hours; asking every ten minutes finds its end soon enough and costs nothing. */
const LONGEST_MS = 10 * 60_000;

/**
 * How long to wait after the try of this number (from 1 on), in ms: twice as long each time, up to ten minutes, and spread by a
 * quarter either way so that jobs that failed together don't come back together. The spread comes from `seed`, an id:
 * the same job waits the same time in every replay.
 */
export function backoffMs(tries: number, seed: string): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20));
  return Math.round(whole * (0.75 + 0.5 * fractionOf(`${seed} ${tries}`)));
}

/** FNV-1a with a finish that spreads its high bits (Murmur3's), as a fraction of 1. */
function fractionOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

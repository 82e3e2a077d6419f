import { createHash } from 'node:crypto';

/** How busy a node is, each in percent from 0 to 100. */
export interface Load {
  cpuPct: number;
  memoryPct: number;
  diskPct: number;
}

/**
 * The load with which a server's machine starts: lightly used, different from server to server, the same each time.
 * All lie well below the thresholds at which placement turns a node away, so that a fresh node takes tenants.
 */
export function initialLoad(serverId: number): Load {
  const digest = createHash('sha256').update(`load of server ${serverId}`).digest();
  const between = (low: number, high: number, byte: number) => low + ((high - low) * byte) / 255;
  return {
    cpuPct: Math.round(between(4, 24, digest.readUInt8(0))),
    memoryPct: Math.round(between(20, 44, digest.readUInt8(1))),
    diskPct: Math.round(between(10, 34, digest.readUInt8(2))),
  };
}

/** `change` over `load`. Throws a RangeError for a percentage outside 0 to 100. */
export function withLoad(load: Load, change: Partial<Load>): Load {
  const changed = { ...load, ...change };
  for (const [name, percent] of Object.entries(changed)) {
    if (!(percent >= 0 && percent <= 100)) throw new RangeError(`${name} must lie between 0 and 100, not ${percent}`);
  }
  return changed;
}

import type { Region } from '@prego/contracts';

/** The compiler wants every region of the contracts here, and no other. */
const REGIONS: Readonly<Record<Region, true>> = { sg: true, us: true, eu: true };

/** A region that is not ours was asked for. */
export class UnknownRegionError extends Error {
  readonly code = 'unknown_region';

  constructor(name: string) {
    super(`region is one of ${Object.keys(REGIONS).join(', ')}, not "${name}".`);
    this.name = 'UnknownRegionError';
  }
}

/** The region of that name; the default where none is named. Throws an `UnknownRegionError` for any other. */
export function resolveRegion(name?: string | null, defaultRegion: Region = 'sg'): Region {
  if (name === undefined || name === null || name === '') return defaultRegion;
  if (!isRegion(name)) throw new UnknownRegionError(name);
  return name;
}

const isRegion = (name: string): name is Region => Object.hasOwn(REGIONS, name);

import { OFFERS, Region } from '@prego/contracts';

/** Our region that a Hetzner location is in; undefined for one that we have no region for. */
export const regionOfLocation = (location: string): Region | undefined =>
  Region.options.find((region) => OFFERS[region].locations.includes(location));

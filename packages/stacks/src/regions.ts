import { StackError } from './errors.ts';

/** Ours. A Hetzner location and its network zone are theirs. */
export type Region = 'sg' | 'us' | 'eu';

export type NodeRole = 'shared' | 'app' | 'db' | 'redis';

export interface Location {
  readonly name: string;
  readonly networkZone: string;
}

export interface RegionSettings {
  readonly region: Region;
  /** In order of preference. A private network lives in one zone, so a stack keeps one network for each zone in use. */
  readonly locations: readonly [Location, ...Location[]];
  readonly serverTypes: Readonly<Record<NodeRole, string>>;
  readonly image: string;
}

/** Ubuntu's long-term release that the Ansible roles are written for. */
const IMAGE = 'ubuntu-24.04';

/**
 * Hetzner sells no type in all three places: CX is European, and the CPX names differ between the Americas and the
 * rest. A shared node has 4 cores and 8 GB; a dedicated one starts with half of that.
 */
const REGIONS: Readonly<Record<Region, RegionSettings>> = {
  sg: {
    region: 'sg',
    locations: [{ name: 'sin', networkZone: 'ap-southeast' }],
    serverTypes: { shared: 'cpx32', app: 'cpx22', db: 'cpx22', redis: 'cpx12' },
    image: IMAGE,
  },
  us: {
    region: 'us',
    locations: [
      { name: 'ash', networkZone: 'us-east' },
      { name: 'hil', networkZone: 'us-west' },
    ],
    serverTypes: { shared: 'cpx31', app: 'cpx21', db: 'cpx21', redis: 'cpx11' },
    image: IMAGE,
  },
  eu: {
    region: 'eu',
    locations: [
      { name: 'fsn1', networkZone: 'eu-central' },
      { name: 'nbg1', networkZone: 'eu-central' },
      { name: 'hel1', networkZone: 'eu-central' },
    ],
    serverTypes: { shared: 'cx33', app: 'cx23', db: 'cx23', redis: 'cx23' },
    image: IMAGE,
  },
};

const NAMES = Object.keys(REGIONS) as Region[];

/** The settings of a region by its name; of `sg` where none is given. Throws `invalid_input` for any other name. */
export function resolveRegion(name?: string): RegionSettings {
  const region = NAMES.find((known) => known === (name ?? 'sg'));
  if (region === undefined) {
    throw new StackError('invalid_input', `There is no region "${name}".`, `Use one of ${NAMES.join(', ')}.`);
  }
  return REGIONS[region];
}

/** The region that has a location, or a network zone, of that name; undefined where none has. */
export function regionOfPlace(name: string): Region | undefined {
  return NAMES.find((region) =>
    REGIONS[region].locations.some((location) => location.name === name || location.networkZone === name),
  );
}

/** The region's location of that name; its first choice where none is given. Throws `invalid_input` for another's. */
export function resolveLocation(settings: RegionSettings, name?: string): Location {
  if (name === undefined) return settings.locations[0];
  const location = settings.locations.find((candidate) => candidate.name === name);
  if (location) return location;
  const names = settings.locations.map((candidate) => candidate.name).join(', ');
  throw new StackError('invalid_input', `Region ${settings.region} has no location "${name}".`, `Use one of ${names}.`);
}

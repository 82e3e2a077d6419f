import type { Hetzner } from '../hetzner.ts';
import { locationByIdOrName } from './locations.ts';
import { hourlyAndMonthly, type Price, price } from './prices.ts';

export interface Deprecation {
  announced: string;
  unavailable_after: string;
}

export interface ServerType {
  id: number;
  name: string;
  description: string;
  cores: number;
  memory: number;
  disk: number;
  cpu_type: 'shared' | 'dedicated';
  architecture: 'x86' | 'arm';
  storage_type: 'local';
  category: 'cost_optimized' | 'regular_purpose' | 'general_purpose';
  deprecated: boolean;
  deprecation: Deprecation | null;
  prices: {
    location: string;
    price_hourly: Price;
    price_monthly: Price;
    included_traffic: number;
    price_per_tb_traffic: Price;
  }[];
  locations: {
    id: number;
    name: string;
    available: boolean;
    recommended: boolean;
    deprecation: Deprecation | null;
  }[];
}

type Area = 'eu' | 'us' | 'sin';

const AREAS: Record<Area, { locations: string[]; includedTrafficTb: number; perTbEur: number }> = {
  eu: { locations: ['fsn1', 'nbg1', 'hel1'], includedTrafficTb: 20, perTbEur: 1 },
  us: { locations: ['ash', 'hil'], includedTrafficTb: 1, perTbEur: 1 },
  sin: { locations: ['sin'], includedTrafficTb: 0.5, perTbEur: 7.4 },
};

const FAMILIES = {
  cx: { cpu_type: 'shared', architecture: 'x86', category: 'cost_optimized' },
  cax: { cpu_type: 'shared', architecture: 'arm', category: 'cost_optimized' },
  cpx: { cpu_type: 'shared', architecture: 'x86', category: 'regular_purpose' },
  ccx: { cpu_type: 'dedicated', architecture: 'x86', category: 'general_purpose' },
} as const;

/** Ordered no more since then: the generations that the vendor retired at the end of 2025. */
const RETIRED: Deprecation = { announced: '2025-10-16T06:00:00Z', unavailable_after: '2025-12-31T23:59:59Z' };

/**
 * Name, id, cores, memory and disk (GB), net euros a month by area; `retired` areas still price a type and sell
 * it no more. Sizes and most EU prices are the vendor's of autumn 2026; the rest is plausible (sandbox-differences).
 */
const TABLE: [
  name: string,
  id: number,
  cores: number,
  memory: number,
  disk: number,
  monthlyEur: Partial<Record<Area, number>>,
  retired?: Area[],
][] = [
  ['cx22', 104, 2, 4, 40, { eu: 3.79 }, ['eu']],
  ['cx32', 105, 4, 8, 80, { eu: 6.8 }, ['eu']],
  ['cx23', 114, 2, 4, 40, { eu: 5.49 }],
  ['cx33', 115, 4, 8, 80, { eu: 8.49 }],
  ['cx43', 116, 8, 16, 160, { eu: 15.99 }],
  ['cx53', 117, 16, 32, 320, { eu: 29.49 }],
  ['cax11', 45, 2, 4, 40, { eu: 5.99 }],
  ['cax21', 93, 4, 8, 80, { eu: 10.49 }],
  ['cax31', 94, 8, 16, 160, { eu: 20.49 }],
  ['cax41', 95, 16, 32, 320, { eu: 40.99 }],
  ['cpx11', 22, 2, 2, 40, { eu: 5.49, us: 8.49, sin: 9.49 }, ['eu', 'sin']],
  ['cpx21', 23, 3, 4, 80, { eu: 9.49, us: 15.49, sin: 16.99 }, ['eu', 'sin']],
  ['cpx31', 24, 4, 8, 160, { eu: 16.49, us: 28.99, sin: 31.49 }, ['eu', 'sin']],
  ['cpx41', 25, 8, 16, 240, { eu: 30.49, us: 120.49, sin: 58.49 }, ['eu', 'sin']],
  ['cpx51', 26, 16, 32, 360, { eu: 60.49, us: 199.49, sin: 116.49 }, ['eu', 'sin']],
  ['cpx12', 108, 1, 2, 40, { eu: 10.99, sin: 13.49 }],
  ['cpx22', 109, 2, 4, 80, { eu: 19.49, sin: 24.49 }],
  ['cpx32', 110, 4, 8, 160, { eu: 35.49, sin: 44.49 }],
  ['cpx42', 111, 8, 16, 320, { eu: 69.49, sin: 86.99 }],
  ['cpx52', 112, 12, 24, 480, { eu: 100.49, sin: 125.49 }],
  ['cpx62', 113, 16, 32, 640, { eu: 129.99, sin: 162.49 }],
  ['ccx13', 96, 2, 8, 80, { eu: 42.99, us: 43.99, sin: 59.99 }],
  ['ccx23', 97, 4, 16, 160, { eu: 85.99, us: 87.99, sin: 119.49 }],
  ['ccx33', 98, 8, 32, 240, { eu: 138.49, us: 141.99, sin: 192.99 }],
  ['ccx43', 99, 16, 64, 360, { eu: 275.99, us: 282.99, sin: 384.49 }],
  ['ccx53', 100, 32, 128, 600, { eu: 551.99, us: 565.99, sin: 768.99 }],
  ['ccx63', 101, 48, 192, 960, { eu: 827.99, us: 848.99, sin: 1153.49 }],
];

const TB = 2 ** 40;

function expand([name, id, cores, memory, disk, monthlyEur, retired = []]: (typeof TABLE)[number]): ServerType {
  const family = FAMILIES[name.replace(/\d+$/, '') as keyof typeof FAMILIES];
  const areas = Object.keys(monthlyEur) as Area[];
  const gone = areas.every((area) => retired.includes(area));
  return {
    id,
    name,
    description: name.toUpperCase(),
    cores,
    memory,
    disk,
    ...family,
    storage_type: 'local',
    deprecated: gone,
    deprecation: gone ? RETIRED : null,
    prices: areas.flatMap((area) =>
      AREAS[area].locations.map((location) => ({
        location,
        ...hourlyAndMonthly(monthlyEur[area] as number),
        included_traffic: AREAS[area].includedTrafficTb * TB,
        price_per_tb_traffic: price(AREAS[area].perTbEur),
      })),
    ),
    locations: areas.flatMap((area) =>
      AREAS[area].locations.map((location) => ({
        id: locationByIdOrName(location)?.id as number,
        name: location,
        available: !retired.includes(area),
        recommended: !retired.includes(area),
        deprecation: retired.includes(area) ? RETIRED : null,
      })),
    ),
  };
}

export const SERVER_TYPES: readonly ServerType[] = TABLE.map(expand).toSorted((a, b) => a.id - b.id);

export function serverTypeByIdOrName(idOrName: string | number): ServerType | undefined {
  return SERVER_TYPES.find((type) => type.name === idOrName || String(type.id) === String(idOrName));
}

/** A server type that is sold out in a location for the time being. */
export interface Unavailable {
  serverType: string;
  location: string;
}

const SETTING = 'hetzner.unavailable';

/** Replaces what is sold out, in all projects. Survives a restart. */
export function setUnavailable(hetzner: Hetzner, pairs: Unavailable[]): void {
  hetzner.core.store.writeSetting(SETTING, pairs);
}

export function listUnavailable(hetzner: Hetzner): Unavailable[] {
  return hetzner.core.store.readSetting<Unavailable[]>(SETTING) ?? [];
}

/** Whether a server of this type (its name) can be bought in the location (its name) now. */
export function isAvailable(hetzner: Hetzner, serverType: string, location: string): boolean {
  const sold = serverTypeByIdOrName(serverType)?.locations.find((candidate) => candidate.name === location);
  return (sold?.available ?? false) && !isSoldOut(listUnavailable(hetzner), serverType, location);
}

function isSoldOut(unavailable: Unavailable[], serverType: string, location: string): boolean {
  return unavailable.some((pair) => pair.serverType === serverType && pair.location === location);
}

/** The server type as the API shows it: available only where it is not sold out. */
export function showServerType(hetzner: Hetzner, type: ServerType): Record<string, unknown> {
  const unavailable = listUnavailable(hetzner);
  return {
    ...type,
    locations: type.locations.map((location) => ({
      ...location,
      available: location.available && !isSoldOut(unavailable, type.name, location.name),
    })),
  };
}

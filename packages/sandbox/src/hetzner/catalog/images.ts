import type { Labels } from '../documents.ts';
import type { Deprecation } from './server-types.ts';

export interface Image {
  id: number;
  type: 'system';
  status: 'available';
  name: string;
  description: string;
  image_size: null;
  disk_size: number;
  created: string;
  created_from: null;
  bound_to: null;
  os_flavor: string;
  os_version: string;
  architecture: 'x86' | 'arm';
  rapid_deploy: boolean;
  protection: { delete: boolean };
  deprecated: string | null;
  deprecation: Deprecation | null;
  deleted: null;
  labels: Labels;
}

const DAY = 'T00:00:00+00:00';

/** Flavor, version, how it is called, its ids for x86 and arm, its day, and the day of its deprecation. */
const TABLE: [
  flavor: string,
  version: string,
  label: string,
  x86: number,
  arm: number,
  day: string,
  deprecated?: [announced: string, gone: string],
][] = [
  ['ubuntu', '22.04', 'Ubuntu 22.04', 67794396, 103908130, '2022-04-21'],
  ['ubuntu', '24.04', 'Ubuntu 24.04', 161547269, 161547270, '2024-04-25'],
  ['ubuntu', '26.04', 'Ubuntu 26.04', 401547269, 401547270, '2026-04-23'],
  ['debian', '11', 'Debian 11', 45557056, 103907373, '2021-08-16', ['2026-09-01', '2026-12-01']],
  ['debian', '12', 'Debian 12', 114690387, 114690389, '2023-06-13'],
  ['debian', '13', 'Debian 13', 310557660, 310557661, '2025-08-11'],
  ['rocky', '9', 'Rocky Linux 9', 76766499, 103908131, '2022-07-20'],
  ['alma', '9', 'AlmaLinux OS 9', 68669868, 103908132, '2022-05-30'],
];

/** The vendor's system images; snapshots and backups are not part of the sandbox. In ascending order of id. */
export const IMAGES: readonly Image[] = TABLE.flatMap(([flavor, version, description, x86, arm, day, deprecated]) =>
  (
    [
      ['x86', x86],
      ['arm', arm],
    ] as const
  ).map(
    ([architecture, id]): Image => ({
      id,
      type: 'system',
      status: 'available',
      name: `${flavor}-${version}`,
      description,
      image_size: null,
      disk_size: 5,
      created: `${day}${DAY}`,
      created_from: null,
      bound_to: null,
      os_flavor: flavor,
      os_version: version,
      architecture,
      rapid_deploy: true,
      protection: { delete: false },
      // Newer clients read `deprecation`, hcloud-go still reads `deprecated`.
      deprecated: deprecated ? `${deprecated[0]}${DAY}` : null,
      deprecation: deprecated
        ? { announced: `${deprecated[0]}${DAY}`, unavailable_after: `${deprecated[1]}${DAY}` }
        : null,
      deleted: null,
      labels: {},
    }),
  ),
).toSorted((a, b) => a.id - b.id);

/** By id whatever its architecture, by name the one for `architecture`: a name stands for one image of each. */
export function imageByIdOrName(idOrName: string | number, architecture: Image['architecture']): Image | undefined {
  return (
    IMAGES.find((image) => String(image.id) === String(idOrName)) ??
    IMAGES.find((image) => image.name === idOrName && image.architecture === architecture)
  );
}

/** The image as the API shows it, alone and inside a server. */
export function showImage(image: Image): Record<string, unknown> {
  return { ...image };
}

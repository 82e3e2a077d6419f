import type { LibraryInputs, TemplateManifest } from '@prego/contracts';
import type { LibraryWorld, WorldServerType } from '../library/world.ts';

const type = (
  name: string,
  [cores, memory_gb, disk_gb]: readonly [number, number, number],
  prices: Readonly<Record<string, number>>,
): WorldServerType => ({
  ...{ name, cores, memory_gb, disk_gb, architecture: 'x86' },
  prices: Object.entries(prices).map(([location, monthly]) => ({ location, hourly: monthly / 625, monthly })),
});

const location = (name: string, network_zone: string, region: 'sg' | 'us' | 'eu') => ({
  ...{ name, network_zone, region, city: null, country: null },
});

const ipv4 = { hourly: 0.0008, monthly: 0.5 };

/** Two zones of which one has three locations, four sizes of which none is sold everywhere and one in both, two networks and a key. */
export const WORLD: LibraryWorld = {
  seen_at: 1_700_000_000_000,
  networks: [
    {
      ...{ id: 1, name: 'eu', ip_range: '10.0.0.0/8', servers: 3, regions: ['sg', 'us', 'eu'] },
      subnets: [
        { ip_range: '10.0.1.0/24', network_zone: 'eu-central' },
        { ip_range: '10.0.2.0/24', network_zone: 'eu-central' },
      ],
    },
    {
      ...{ id: 2, name: 'sg', ip_range: '10.1.0.0/16', servers: 0, regions: ['sg', 'us', 'eu'] },
      subnets: [{ ip_range: '10.1.1.0/24', network_zone: 'ap-southeast' }],
    },
  ],
  ssh_keys: [{ id: 7, name: 'ops', fingerprint: 'aa:bb', regions: ['sg', 'us', 'eu'] }],
  locations: [
    location('fsn1', 'eu-central', 'eu'),
    location('nbg1', 'eu-central', 'eu'),
    location('hel1', 'eu-central', 'eu'),
    location('sin', 'ap-southeast', 'sg'),
  ],
  server_types: [
    type('cx23', [2, 4, 40], { fsn1: 3.5, nbg1: 3.5, hel1: 3 }),
    type('cx33', [4, 8, 80], { fsn1: 5.5, hel1: 5.5 }),
    type('cpx12', [1, 2, 40], { sin: 6 }),
    type('ccx13', [2, 8, 80], { fsn1: 12, sin: 15 }),
  ],
  unavailable: [],
  ipv4_prices: { fsn1: ipv4, nbg1: ipv4, hel1: ipv4, sin: ipv4 },
  volume_gb_price: { hourly: 0.00006, monthly: 0.044 },
  server_names: new Set(['eu-s-22222222', 'old-db']),
  volume_names: new Set(['kept', 'kept-app']),
  provisioning_names: new Set(['forge', 'gone']),
  provisionings: [{ name: 'Forge', server_prefix: 'forge', network_id: 1, server_names: ['forge-app', 'forge-db'] }],
};

/** What everything is in order with. */
export const INPUTS: LibraryInputs = {
  name: 'My database',
  server_prefix: 'pg',
  network_id: 1,
  subnet: '10.0.1.0/24',
  ssh_key_id: 7,
  server_type: 'cx23',
  location: 'fsn1',
  values: {},
};

const server = (key: string, more: Partial<TemplateManifest['servers'][number]> = {}) => ({
  ...{ key, purpose: { en: key, ko: key }, ports: [] },
  needs: { cores: 2, memory_gb: 4, disk_gb: 40 },
  ...more,
});

const port = (number: number, from: 'anywhere' | 'network') => ({
  ...{ protocol: 'tcp' as const, port: number, from, purpose: { en: 'web', ko: 'web' } },
});

/** A template's servers: one with a volume. */
export const ONE_SERVER = { servers: [server('db', { volume_gb: 20 })], fields: [] };
/** Three, of which one needs more than the others. */
export const THREE_SERVERS = {
  servers: [
    server('app', { ports: [port(443, 'anywhere'), port(22, 'anywhere'), port(8080, 'network')] }),
    server('db', { volume_gb: 50 }),
    server('redis', { needs: { cores: 1, memory_gb: 8, disk_gb: 20 } }),
  ],
  fields: [],
};

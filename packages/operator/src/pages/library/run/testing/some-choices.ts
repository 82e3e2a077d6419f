import type { LibraryChoices, TemplateManifest } from '@prego/contracts';

const text = (en: string) => ({ en, ko: en });
const price = (hourly: number) => ({ hourly, monthly: hourly * 600 });

const everywhere: LibraryChoices['networks'][number]['regions'] = ['sg', 'us', 'eu'];

/** Two networks, the first with a subnet in either zone; two sizes, of which the larger is not sold in hel1. */
export const SOME_CHOICES: LibraryChoices = {
  inventory_seen_at: 1_790_000_000_000,
  networks: [
    {
      id: 1,
      name: 'main',
      ip_range: '10.0.0.0/16',
      servers: 3,
      regions: everywhere,
      subnets: [
        { ip_range: '10.0.1.0/24', network_zone: 'eu-central' },
        { ip_range: '10.0.2.0/24', network_zone: 'us-east' },
      ],
    },
    {
      id: 2,
      name: 'other',
      ip_range: '10.1.0.0/16',
      servers: 0,
      regions: everywhere,
      subnets: [{ ip_range: '10.1.1.0/24', network_zone: 'us-east' }],
    },
  ],
  ssh_keys: [{ id: 9, name: 'ops', fingerprint: 'aa:bb', regions: everywhere }],
  locations: [
    { name: 'fsn1', city: 'Falkenstein', country: 'DE', network_zone: 'eu-central', region: 'eu' },
    { name: 'hel1', city: 'Helsinki', country: 'FI', network_zone: 'eu-central', region: 'eu' },
    { name: 'ash', city: 'Ashburn', country: 'US', network_zone: 'us-east', region: 'us' },
  ],
  sizes: [
    {
      server_type: 'cx23',
      cores: 2,
      memory_gb: 4,
      disk_gb: 40,
      architecture: 'x86',
      offers: [
        { location: 'fsn1', price: price(0.01), available: true },
        { location: 'hel1', price: price(0.008), available: false },
      ],
    },
    {
      server_type: 'cpx31',
      cores: 4,
      memory_gb: 8,
      disk_gb: 160,
      architecture: 'x86',
      offers: [
        { location: 'fsn1', price: price(0.03), available: false },
        { location: 'ash', price: price(0.04), available: true },
      ],
    },
  ],
};

/** One with the seven standard fields, a text and a choice of its own. */
export const A_MANIFEST: Pick<TemplateManifest, 'servers' | 'fields'> = {
  servers: [{ key: 'app', purpose: text('App'), ports: [], needs: { cores: 1, memory_gb: 1, disk_gb: 10 } }],
  fields: [
    { type: 'name' },
    { type: 'server_prefix' },
    { type: 'network' },
    { type: 'subnet' },
    { type: 'ssh_key' },
    { type: 'size' },
    { type: 'location' },
    { type: 'text', name: 'domain', label: text('Domain'), pattern: '[a-z.]+', rule: text('A domain'), max_length: 50 },
    {
      type: 'choice',
      name: 'locale',
      label: text('Locale'),
      options: [
        { value: 'C', label: text('C') },
        { value: 'ko', label: text('Korean') },
      ],
      default: 'C',
    },
  ],
};

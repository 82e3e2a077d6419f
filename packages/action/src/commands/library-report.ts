import type { LibraryReport, LibraryResource } from '@prego/contracts';
import type { CloudThing, Described, DescribedThing } from '@prego/stacks';

const KINDS = {
  servers: 'server',
  volumes: 'volume',
  firewalls: 'firewall',
  primary_ips: 'primary_ip',
} as const satisfies Partial<Record<CloudThing['kind'], LibraryResource['kind']>>;
/** All that is a provisioning's own. */
export const OWN_KINDS = Object.keys(KINDS) as readonly (keyof typeof KINDS)[];
const LISTED = Object.entries(KINDS) as [keyof typeof KINDS, LibraryResource['kind']][];

/** Servers before what hangs on them. */
const RANK: readonly LibraryResource['kind'][] = ['server', 'volume', 'primary_ip', 'firewall'];

/** What the control plane keeps of what is there; sorted, so that the same things make the same report. */
export function libraryReport({ things, currency }: Described): LibraryReport {
  // The control plane counts in euros: another currency's number would be a wrong price.
  const priced = currency === 'EUR' ? things : things.map((thing) => ({ ...thing, hourly: null, monthly: null }));
  const shown = priced.flatMap((thing) => {
    const kind = KINDS[thing.kind as keyof typeof KINDS] as LibraryResource['kind'] | undefined;
    return kind === undefined ? [] : [{ thing, resource: resourceOf(kind, thing) }];
  });
  const resources = shown.map(({ resource }) => resource);
  return {
    resources: resources.toSorted(
      (a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind) || compare(a.name, b.name) || compare(a.id, b.id),
    ),
    hourly_cost: sum(shown.map(({ thing }) => thing.hourly)),
    monthly_cost: sum(shown.map(({ thing }) => thing.monthly)),
  };
}

/** What was reported once, as Hetzner's API knows it. */
export function thingsOf(resources: readonly LibraryResource[]): CloudThing[] {
  return resources.flatMap(({ kind, id, name }) => {
    const [known] = LISTED.find(([, ours]) => ours === kind) ?? [];
    return known === undefined ? [] : [{ kind: known, id, name }];
  });
}

function resourceOf(kind: LibraryResource['kind'], thing: DescribedThing): LibraryResource {
  const { id, name, serverType, sizeGb, location, ipv4, ipv6, privateIp, hourly } = thing;
  return {
    ...{ kind, id, name, location, ipv4, ipv6 },
    server_type: serverType,
    size_gb: sizeGb,
    private_ip: privateIp,
    hourly_cost: hourly === null ? null : rounded(hourly),
  };
}

/** An unknown price makes an unknown sum. */
function sum(prices: readonly (number | null)[]): number | null {
  let total = 0;
  for (const price of prices) {
    if (price === null) return null;
    total += price;
  }
  return rounded(total);
}

/** With the digits of Hetzner's own list, without those that adding has left behind. */
const rounded = (price: number): number => Math.round(price * 1e6) / 1e6;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

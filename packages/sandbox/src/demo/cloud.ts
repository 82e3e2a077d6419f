import { Resolver } from 'node:dns/promises';
import { z } from 'zod';
import type { Connection } from '../connection.ts';

const Price = z.object({
  location: z.string(),
  price_hourly: z.object({ net: z.string() }),
  price_monthly: z.object({ net: z.string() }),
});
const Server = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  public_net: z.object({
    ipv4: z.object({ ip: z.string() }).nullable(),
    ipv6: z.object({ ip: z.string() }).nullable(),
  }),
  private_net: z.array(z.object({ ip: z.string() })),
  location: z.object({ name: z.string() }),
  server_type: z.object({ name: z.string(), prices: z.array(Price) }),
});

/** A server as the cloud shows it, with its own price in euros without VAT. */
export interface CloudServer {
  name: string;
  labels: Record<string, string>;
  type: string;
  location: string;
  publicIp: string;
  privateIp: string;
  hourlyEur: number;
  monthlyEur: number;
}

/** The servers that we manage, asked of the cloud itself. */
export async function managedServers(connection: Connection): Promise<CloudServer[]> {
  const url = `${connection.hetzner_url}/servers?label_selector=managed-by%3Dprego&per_page=50`;
  const answer = await getJson(url, connection.hetzner_token);
  return z
    .object({ servers: z.array(Server) })
    .parse(answer)
    .servers.map(show);
}

function show(server: z.infer<typeof Server>): CloudServer {
  const price = server.server_type.prices.find(({ location }) => location === server.location.name);
  return {
    name: server.name,
    labels: server.labels,
    type: server.server_type.name,
    location: server.location.name,
    publicIp: server.public_net.ipv4?.ip ?? server.public_net.ipv6?.ip.replace(/\/64$/, '1') ?? '–',
    privateIp: server.private_net[0]?.ip ?? '–',
    hourlyEur: Number(price?.price_hourly.net),
    monthlyEur: Number(price?.price_monthly.net),
  };
}

const Ledger = z.object({
  entries: z.array(z.object({ kind: z.string(), name: z.string(), to: z.string().nullable(), cost_eur: z.number() })),
});

/** What is being billed now, and what everything has cost so far in euros. */
export async function billed(connection: Connection): Promise<{ open: string[]; totalEur: number }> {
  const { entries } = Ledger.parse(await getJson(`${connection.control_url}/ledger`));
  return {
    open: entries.filter(({ to }) => to === null).map(({ kind, name }) => `${kind} ${name}`),
    totalEur: entries.reduce((sum, entry) => sum + entry.cost_eur, 0),
  };
}

/** The address that a name has at the sandbox's own nameserver. */
export async function resolveName(connection: Connection, name: string): Promise<string> {
  const resolver = new Resolver();
  resolver.setServers([connection.dns_address]);
  return (await resolver.resolve4(name)).join(', ');
}

async function getJson(url: string, token?: string): Promise<unknown> {
  const response = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}

import { z } from 'zod';
import type { FoundNetwork } from './cloud-lookup.ts';
import { goneIfNotFound, type HetznerApi } from './hetzner-api.ts';

const Network = z.object({
  network: z.object({
    name: z.string(),
    ip_range: z.string(),
    // A subnet whose range Hetzner is still to choose has none yet.
    subnets: z.array(z.object({ ip_range: z.string().nullish(), network_zone: z.string() })),
    servers: z.array(z.number()).default([]),
    load_balancers: z.array(z.number()).default([]),
  }),
});

const PrivateNet = z.object({ network: z.number(), ip: z.string(), alias_ips: z.array(z.string()).default([]) });
const Attached = z.object({ id: z.number(), private_net: z.array(PrivateNet).default([]) });
type Attached = z.infer<typeof Attached>;

/** Up to this many servers are asked for one by one; more are looked for in the list of all. */
const FEW = 10;

/** A network with every address that is taken in it; undefined where there is none of that id. Throws StackError. */
export async function lookUpNetwork(hetzner: HetznerApi, id: number): Promise<FoundNetwork | undefined> {
  const answer = await hetzner.get(`/networks/${id}`, Network).catch(goneIfNotFound);
  if (answer === undefined) return undefined;
  const { name, ip_range, subnets, servers, load_balancers } = answer.network;
  const listed = servers.length > FEW ? await hetzner.listAll('servers', Attached) : [];
  // Pages of a list are not of one moment: what it has missed is asked for by its id.
  const missed = servers.filter((server) => !listed.some((one) => one.id === server));
  const inNetwork = [...listed, ...(await attached(hetzner, 'servers', missed))];
  const balancers = await attached(hetzner, 'load_balancers', load_balancers);
  const addressesOf = ({ private_net }: Attached): string[] =>
    private_net.filter(({ network }) => network === id).flatMap(({ ip, alias_ips }) => [ip, ...alias_ips]);
  return {
    name,
    ipRange: ip_range,
    subnets: subnets.flatMap(({ ip_range: range, network_zone }) =>
      range ? [{ ipRange: range, networkZone: network_zone }] : [],
    ),
    servers: servers.length,
    taken: [
      ...inNetwork.flatMap((server) => addressesOf(server).map((ip) => ({ ip, serverId: String(server.id) }))),
      ...balancers.flatMap((balancer) => addressesOf(balancer).map((ip) => ({ ip }))),
    ],
  };
}

/** Those of the ids that are still there. */
async function attached(
  hetzner: HetznerApi,
  kind: 'servers' | 'load_balancers',
  ids: readonly number[],
): Promise<Attached[]> {
  const one = kind.slice(0, -1);
  const One = z.object({ [one]: Attached });
  const answers = await Promise.all(ids.map((id) => hetzner.get(`/${kind}/${id}`, One).catch(goneIfNotFound)));
  return answers.flatMap((answer) => (answer === undefined ? [] : [answer[one] as Attached]));
}

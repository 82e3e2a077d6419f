import { type Credentials, credentialsEnv } from '../credentials.ts';
import { StackError } from '../errors.ts';
import type { CloudLookup, FoundResource, HetznerKind } from './cloud-lookup.ts';
import { CloudflareApi } from './cloudflare-api.ts';
import { HetznerApi } from './hetzner-api.ts';
import { lookUpNetwork } from './network-lookup.ts';

/** The clouds of one run. */
export interface Clouds extends CloudLookup {
  readonly hetzner: HetznerApi;
  /** Absent without a token for it. */
  readonly cloudflare?: CloudflareApi;
}

/**
 * Clients of the clouds that these credentials open. Nothing is asked yet. Throws `invalid_credentials` and
 * `invalid_input` where they can't be right; `signal` ends whatever is under way with `cancelled`.
 */
export function connectClouds(credentials: Credentials, signal?: AbortSignal): Clouds {
  credentialsEnv(credentials);
  const { hcloudToken, hcloudEndpoint, cloudflareToken, cloudflareBaseUrl } = credentials;
  const ending = signal && { signal };
  const hetzner = new HetznerApi({
    token: hcloudToken,
    ...(hcloudEndpoint !== undefined && { endpoint: hcloudEndpoint }),
    ...ending,
  });
  const cloudflare =
    cloudflareToken === undefined
      ? undefined
      : new CloudflareApi({
          token: cloudflareToken,
          ...(cloudflareBaseUrl !== undefined && { baseUrl: cloudflareBaseUrl }),
          ...ending,
        });
  return {
    hetzner,
    ...(cloudflare && { cloudflare }),
    byName: (kind, names) => byName(hetzner, kind, names),
    subnetsOf: (networkId) => hetzner.subnets(networkId),
    network: (id) => lookUpNetwork(hetzner, id),
    records: async (zoneId, name) => {
      if (!cloudflare) throw noCloudflareToken(name);
      return await cloudflare.records(zoneId, name);
    },
  };
}

/** Up to this many names are asked for one by one: their answers are small and come at the same time. */
const FEW_NAMES = 3;

/**
 * A name can be asked for alone only, and a label selector would not find what is not ours. So for many names the
 * whole kind is read where that is one page; more pages are not of one moment, and what moves between two would be
 * missed, so then each name is asked for all the same.
 */
async function byName(hetzner: HetznerApi, kind: HetznerKind, names: readonly string[]): Promise<FoundResource[]> {
  const wanted = [...new Set(names)];
  const all = wanted.length > FEW_NAMES ? await hetzner.listAtOnce(kind) : undefined;
  if (all) return all.filter(({ name }) => wanted.includes(name));
  const found = await Promise.all(wanted.map((name) => hetzner.list(kind, { name })));
  return found.flat();
}

function noCloudflareToken(name: string): StackError {
  return new StackError(
    'invalid_credentials',
    `The DNS records of ${name} can't be read: CLOUDFLARE_API_TOKEN is not set.`,
    'Set it to a token that may edit the DNS of the zone.',
  );
}

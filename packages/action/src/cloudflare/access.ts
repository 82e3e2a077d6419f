import type { Io } from '../runner/io.ts';

export interface CloudflareAccess {
  readonly token: string;
  /** With `/client/v4`; Cloudflare's own by default. */
  readonly baseUrl?: string | undefined;
}

export interface TenantZone {
  readonly access: CloudflareAccess;
  readonly zoneId: string;
}

/** Where tenants' records are kept; undefined where this run is not to keep any, which half a configuration hardly means. */
export function tenantZone(
  inputs: {
    readonly cloudflare_api_token?: string | undefined;
    readonly cloudflare_zone_id?: string | undefined;
    readonly cloudflare_base_url?: string | undefined;
  },
  io: Io,
): TenantZone | undefined {
  const { cloudflare_api_token: token, cloudflare_zone_id: zoneId, cloudflare_base_url: baseUrl } = inputs;
  if (token !== undefined && zoneId !== undefined) return { access: { token, baseUrl }, zoneId };
  if (token !== undefined || zoneId !== undefined) {
    const [given, missing] =
      zoneId === undefined
        ? ['cloudflare_api_token', 'cloudflare_zone_id']
        : ['cloudflare_zone_id', 'cloudflare_api_token'];
    io.warning(`${given} is given without ${missing}: addresses are left alone. Give both, or neither.`, 'DNS');
  }
  return undefined;
}

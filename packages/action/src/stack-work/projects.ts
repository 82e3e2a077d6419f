import type { Region } from '@prego/contracts';
import type { StackSettings } from './settings.ts';

/** The inputs that name further Hetzner projects than that of `hcloud_token`. */
export interface OtherProjects {
  readonly hcloud_token_us?: string | undefined;
  readonly hcloud_token_eu?: string | undefined;
}

export const hasOtherProjects = ({ hcloud_token_us, hcloud_token_eu }: OtherProjects): boolean =>
  hcloud_token_us !== undefined || hcloud_token_eu !== undefined;

/** The settings for what stands in a region; where that has no project of its own, or is not known, they stay as they are. */
export function settingsIn(region: Region | undefined, settings: StackSettings, others: OtherProjects): StackSettings {
  const own: Partial<Record<Region, string | undefined>> = { us: others.hcloud_token_us, eu: others.hcloud_token_eu };
  const hcloudToken = region && own[region];
  return hcloudToken ? { ...settings, credentials: { ...settings.credentials, hcloudToken } } : settings;
}

/** Credentials of each project, the main one first. The same token stands here once; two of the same project can't be told. */
export function projectsOf(
  { credentials }: StackSettings,
  { hcloud_token_us, hcloud_token_eu }: OtherProjects,
): readonly StackSettings['credentials'][] {
  const tokens = [credentials.hcloudToken, hcloud_token_us, hcloud_token_eu].filter((token) => token !== undefined);
  return [...new Set(tokens)].map((hcloudToken) => ({ ...credentials, hcloudToken }));
}

import type { ProvisioningDetail } from '@prego/contracts';

type Told = Pick<ProvisioningDetail, 'status' | 'ended_at' | 'install_minutes'>;

/**
 * Until when (ms since 1970) its servers still install themselves, by what the template says: a run ends when they are made,
 * and nobody tells us of the end of their first boot. Null where that is over, or not to come.
 */
export function installsUntil({ status, ended_at, install_minutes }: Told, now: number): number | null {
  if (status !== 'provisioned' || ended_at === null) return null;
  const until = ended_at + install_minutes * 60_000;
  return now < until ? until : null;
}

import { z } from 'zod';
import { volumePricePerGbMonth } from './catalog/pricing.ts';
import type { VolumeDocument } from './documents.ts';
import type { Hetzner } from './hetzner.ts';

/** The vendor bills volumes by the hour, a month being 730 of them. Source: Hetzner's billing FAQ. */
const HOURS_A_MONTH = 730;
const DECIMALS = 10;

/** GB. Source: Hetzner Cloud API docs, "Create a Volume". */
export const volumeSize = z.number().int().min(10).max(10_240);

/** Begins to bill the volume at its size, and ends what was billed for it until now. */
export function billVolume(hetzner: Hetzner, project: number, volume: VolumeDocument, now: number): void {
  const monthlyEur = Number(volumePricePerGbMonth()) * volume.size;
  hetzner.core.ledger.close(project, 'volume', String(volume.id), now);
  hetzner.core.ledger.open({
    project,
    kind: 'volume',
    resource: String(volume.id),
    name: volume.name,
    labels: volume.labels,
    hourlyEur: (monthlyEur / HOURS_A_MONTH).toFixed(DECIMALS),
    monthlyEur: monthlyEur.toFixed(DECIMALS),
    fromMs: now,
  });
}

export function deleteVolume(hetzner: Hetzner, project: number, id: number, now: number): void {
  hetzner.volumes.delete(project, id);
  hetzner.core.ledger.close(project, 'volume', String(id), now);
}

import type { VolumeDocument } from './documents.ts';
import type { Effect } from './effect.ts';
import { billVolume, deleteVolume } from './volume-lifecycle.ts';

/** Writes the fields given; billing follows a changed size. */
const changeVolume: Effect = (hetzner, project, args, now) => {
  const { volume, to } = args as { volume: number; to: Partial<VolumeDocument> };
  const document = hetzner.volumes.get(project, volume);
  if (!document) return;
  const changed = hetzner.volumes.put(project, { ...document, ...to });
  if (changed.size !== document.size) billVolume(hetzner, project, changed, now);
};

const removeVolume: Effect = (hetzner, project, args, now) => {
  const { volume } = args as { volume: number };
  deleteVolume(hetzner, project, volume, now);
};

export const volumeEffects = { changeVolume, removeVolume };

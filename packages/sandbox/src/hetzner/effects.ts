import type { Effect } from './effect.ts';
import { firewallEffects } from './firewall-effects.ts';
import { networkEffects } from './network-effects.ts';
import { primaryIpEffects } from './primary-ip-effects.ts';
import { serverEffects } from './server-effects.ts';
import { volumeEffects } from './volume-effects.ts';

/** Effects by name, so that an action that was under way at a restart can still be ended. */
export const EFFECTS = {
  ...serverEffects,
  ...primaryIpEffects,
  ...volumeEffects,
  ...networkEffects,
  ...firewallEffects,
} satisfies Record<string, Effect>;

export type EffectName = keyof typeof EFFECTS;

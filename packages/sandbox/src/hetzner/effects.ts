import { firewallEffects } from './firewall-effects.ts';
import type { Hetzner } from './hetzner.ts';
import { networkEffects } from './network-effects.ts';
import { primaryIpEffects } from './primary-ip-effects.ts';
import { serverEffects } from './server-effects.ts';
import { volumeEffects } from './volume-effects.ts';

/** What an action does when it ends. Runs inside the transaction that ends the action; must tolerate a resource that is gone. */
export type Effect = (hetzner: Hetzner, project: number, args: unknown, now: number) => void;

/** Effects by name, so that an action that was under way at a restart can still be ended. */
export const EFFECTS = {
  ...serverEffects,
  ...primaryIpEffects,
  ...volumeEffects,
  ...networkEffects,
  ...firewallEffects,
} satisfies Record<string, Effect>;

export type EffectName = keyof typeof EFFECTS;

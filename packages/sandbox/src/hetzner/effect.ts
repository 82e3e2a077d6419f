import type { Hetzner } from './hetzner.ts';

/** What an action does when it ends. Runs inside the transaction that ends the action; must tolerate a resource that is gone. */
export type Effect = (hetzner: Hetzner, project: number, args: unknown, now: number) => void;

import type { Load } from './load.ts';

/** Whatever pushes a machine's metrics: Telegraf, or what stands in for it. */
export interface Agent {
  kind: 'telegraf' | 'simulated';
  /** Null when it has no process of its own, or that one is gone. */
  pid(): number | null;
  /** Why it doesn't push, or not as it would on a VM. */
  reasons(): string[];
  setLoad(load: Load): void;
  /** Resolves when nothing of it is left. */
  stop(): Promise<void>;
}

/** Go duration of the agent's interval and flush interval, laid over the configuration; absent: as configured. */
export type PushEvery = string | undefined;

/** A further configuration file that sets only the pace. Telegraf 1.37 warns of a second agent table and lets it win. */
export function paceConfig(pushEvery: string): string {
  return `[agent]\n  interval = "${pushEvery}"\n  flush_interval = "${pushEvery}"\n  flush_jitter = "0s"\n  collection_jitter = "0s"\n`;
}

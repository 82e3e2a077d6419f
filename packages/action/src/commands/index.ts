import type { Command } from '../context.ts';
import type { CommandName, InputsOf } from '../inputs/schema.ts';

export type CommandTable = { readonly [Name in CommandName]: () => Promise<Command<InputsOf<Name>>> };

/** Each command's code is loaded when it is run. */
export const COMMANDS: CommandTable = {
  provision: async () => (await import('./provision.ts')).provision,
  dns: async () => (await import('./dns.ts')).dns,
  node: async () => (await import('./node.ts')).node,
  trace: async () => (await import('./trace.ts')).trace,
  complete: async () => (await import('./complete.ts')).complete,
  return: async () => (await import('./return.ts')).giveBack,
  library: async () => (await import('./library.ts')).library,
  preview: async () => (await import('./preview.ts')).preview,
  drift: async () => (await import('./drift.ts')).drift,
  inventory: async () => (await import('./inventory.ts')).inventory,
};

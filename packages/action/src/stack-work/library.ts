import {
  type CloudThing,
  type Described,
  describeOwned,
  type LibrarySpec,
  library,
  type ResourceEvent,
  runStack,
  stackSelector,
} from '@prego/stacks';
import { optionsOf } from './run-options.ts';
import type { StackSettings, Watch } from './settings.ts';

/** What is to be provisioned, as the claim tells it. */
export type WantedLibrary = LibrarySpec;

export interface LibraryUp {
  readonly stack: string;
  /** What was done to each resource, in the order of its end. */
  readonly steps: readonly ResourceEvent[];
  readonly durationMs: number;
}

/** Brings a template's servers up, in a stack of their own. Throws StackError. */
export async function bringUpLibrary(settings: StackSettings, wanted: WantedLibrary, watch: Watch): Promise<LibraryUp> {
  const result = await runStack({ operation: 'up', program: library(wanted), ...optionsOf(settings, watch) });
  const { stack, steps, durationMs } = result;
  return { stack, steps, durationMs };
}

/** What there is of a library's stack now, and of what was known of it before. Throws StackError. */
export async function seeLibrary(
  { credentials }: StackSettings,
  { stack, things }: { readonly stack: string; readonly things: readonly CloudThing[] },
  signal: AbortSignal,
): Promise<Described> {
  return await describeOwned(credentials, { selector: stackSelector(stack), things }, signal);
}

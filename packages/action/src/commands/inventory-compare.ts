import type { CloudInventory, StackContents, StateThing } from '@prego/stacks';

/** A server or volume that a state has and the cloud has not. */
export interface GoneThing extends StateThing {
  readonly stack: string;
}

export interface Comparison {
  /** The stack whose state has a thing, by `keyOf`. */
  readonly stackOf: ReadonlyMap<string, string>;
  readonly gone: readonly GoneThing[];
}

type Things = Pick<CloudInventory, 'servers' | 'volumes'>;

export const keyOf = ({ kind, id }: Pick<StateThing, 'kind' | 'id'>): string => `${kind} ${id}`;

/**
 * What states and cloud say of each other. The states are read before the cloud and, where they don't agree, `after` it once more: a
 * run that is at work moves things between two looks. What stands in either has its stack; only what stands in both and not in
 * the cloud is gone.
 */
export function compare(
  before: readonly StackContents[],
  cloud: Things,
  after: readonly StackContents[] = before,
): Comparison {
  const stackOf = new Map([...thingsOf(before), ...thingsOf(after)].map((thing) => [keyOf(thing), thing.stack]));
  const seen = new Set(cloudKeys(cloud));
  const still = new Set(thingsOf(after).map(keyOf));
  const gone = thingsOf(before).filter((thing) => still.has(keyOf(thing)) && !seen.has(keyOf(thing)));
  return { stackOf, gone };
}

/** Whether there is anything to look at a second time: ours without a state, or in a state and not there. */
export function disagree(states: readonly StackContents[], cloud: Things): boolean {
  const { stackOf, gone } = compare(states, cloud);
  return gone.length > 0 || oursIn(cloud).some((thing) => !stackOf.has(keyOf(thing)));
}

/** Servers and volumes that bear our label. */
export function oursIn({ servers, volumes }: Things): Pick<StateThing, 'kind' | 'id'>[] {
  const ours = ({ labels }: { labels: Readonly<Record<string, string>> }) => labels['managed-by'] === 'prego';
  return [
    ...servers.filter(ours).map(({ id }) => ({ kind: 'server' as const, id })),
    ...volumes.filter(ours).map(({ id }) => ({ kind: 'volume' as const, id })),
  ];
}

const thingsOf = (states: readonly StackContents[]): GoneThing[] =>
  states.flatMap(({ stack, things }) => things.map((thing) => ({ ...thing, stack })));

const cloudKeys = ({ servers, volumes }: Things): string[] => [
  ...servers.map(({ id }) => keyOf({ kind: 'server', id })),
  ...volumes.map(({ id }) => keyOf({ kind: 'volume', id })),
];

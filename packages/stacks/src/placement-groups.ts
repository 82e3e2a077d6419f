/** Hetzner puts at most ten servers into a spread placement group. */
export const SERVERS_PER_GROUP = 10;

/** The group that the next node joins: the first with room, else a new one. Groups are numbered from 1. */
export function groupWithRoom(groupsOfNodes: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const group of groupsOfNodes) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  let group = 1;
  while ((sizes.get(group) ?? 0) >= SERVERS_PER_GROUP) group++;
  return group;
}

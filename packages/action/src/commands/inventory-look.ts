import type { CloudInventory } from '@prego/stacks';
import type { Context } from '../context.ts';
import { ActionError } from '../errors.ts';
import { type OtherProjects, projectsOf } from '../stack-work/projects.ts';
import { type Comparison, compare, disagree, type GoneThing, oursIn } from './inventory-compare.ts';
import type { Looks } from './stack-look.ts';

export interface InventoryLook {
  /** When it began, in ms. */
  readonly seenAt: number;
  readonly cloud: CloudInventory;
  readonly comparison: Comparison;
  readonly gone: readonly GoneThing[];
}

/** Looks at all states and at every Hetzner project. Throws StackError, and `invalid_inputs` for what must be another's backend. */
export async function lookAround(
  { io, signal, inputs }: Pick<Context, 'io' | 'signal'> & { readonly inputs: OtherProjects },
  { work, settings }: Looks,
): Promise<InventoryLook> {
  const options = { ...settings, signal };
  const projects = projectsOf(settings, inputs);
  const before = await work.readStates(options);
  const seenAt = io.now();
  const cloud = merged(await Promise.all(projects.map((project) => work.readCloud(project, signal))));
  if (before.length === 0 && oursIn(cloud).length > 0) throw lostBackend(oursIn(cloud).length);
  const after = disagree(before, cloud) ? await work.readStates(options) : before;
  const comparison = compare(before, cloud, after);
  let { gone } = comparison;
  for (const project of projects) gone = await work.findGone(project, gone, signal);
  return { seenAt, cloud, comparison, gone };
}

/**
 * What all projects have, as one. Hetzner counts ids over all projects, so what two tokens of the same project show stands here
 * once; what is sold, and for how much, is told by each alike.
 */
export function merged(clouds: readonly CloudInventory[]): CloudInventory {
  const [first] = clouds;
  if (first === undefined) throw new Error('there is no project');
  return {
    ...first,
    servers: byId(clouds.flatMap(({ servers }) => servers)),
    volumes: byId(clouds.flatMap(({ volumes }) => volumes)),
    networks: byId(clouds.flatMap(({ networks }) => networks)),
    sshKeys: byId(clouds.flatMap(({ sshKeys }) => sshKeys)),
  };
}

const byId = <T extends { readonly id: number }>(things: readonly T[]): T[] => [
  ...new Map(things.map((thing) => [thing.id, thing])).values(),
];

/** With the wrong backend every server would be told as an orphan, for someone to delete. */
function lostBackend(things: number): ActionError {
  return new ActionError(
    'invalid_inputs',
    `The backend has no stack at all, but at Hetzner there are ${things} servers and volumes of ours.`,
    'Look whether pulumi_backend is the right one. Nothing was reported.',
  );
}

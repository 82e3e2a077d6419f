import { Region } from '@prego/contracts';
import type { CloudInventory } from '@prego/stacks';
import type { Context } from '../context.ts';
import { ActionError } from '../errors.ts';
import { type OtherProjects, projectsOf, settingsIn } from '../stack-work/projects.ts';
import type { StackSettings } from '../stack-work/settings.ts';
import { type Comparison, compare, disagree, type GoneThing, oursIn } from './inventory-compare.ts';
import type { Looks } from './stack-look.ts';

/** Which of our regions have their servers in a project. */
interface InRegions {
  readonly regions: readonly Region[];
}

type ItemOf<Kind extends 'networks' | 'sshKeys'> = CloudInventory[Kind][number];

/** What all projects have: what a server can only use within its own one, with the regions that have theirs there. */
export interface MergedCloud extends Omit<CloudInventory, 'networks' | 'sshKeys'> {
  readonly networks: readonly (ItemOf<'networks'> & InRegions)[];
  readonly sshKeys: readonly (ItemOf<'sshKeys'> & InRegions)[];
}

interface Look extends InRegions {
  readonly cloud: CloudInventory;
}

export interface InventoryLook {
  /** When it began, in ms. */
  readonly seenAt: number;
  readonly cloud: MergedCloud;
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
  const looks = projects.map(async (project) => ({
    cloud: await work.readCloud(project, signal),
    regions: regionsOf(project.hcloudToken, settings, inputs),
  }));
  const cloud = merged(await Promise.all(looks));
  if (before.length === 0 && oursIn(cloud).length > 0) throw lostBackend(oursIn(cloud).length);
  const after = disagree(before, cloud) ? await work.readStates(options) : before;
  const comparison = compare(before, cloud, after);
  let { gone } = comparison;
  for (const project of projects) gone = await work.findGone(project, gone, signal);
  return { seenAt, cloud, comparison, gone };
}

/** Which of our regions have their servers in the project of a token: a run there works with this token. */
export const regionsOf = (hcloudToken: string, settings: StackSettings, others: OtherProjects): Region[] =>
  Region.options.filter((region) => settingsIn(region, settings, others).credentials.hcloudToken === hcloudToken);

/**
 * What all projects have, as one. Hetzner counts ids over all projects, so what two tokens of the same project show stands here
 * once, in the regions of both; what is sold, and for how much, is told by each alike.
 */
export function merged(looks: readonly Look[]): MergedCloud {
  const [first] = looks;
  if (first === undefined) throw new Error('there is no project');
  const clouds = looks.map(({ cloud }) => cloud);
  return {
    ...first.cloud,
    servers: byId(clouds.flatMap(({ servers }) => servers)),
    volumes: byId(clouds.flatMap(({ volumes }) => volumes)),
    networks: withRegions(looks, ({ networks }) => networks),
    sshKeys: withRegions(looks, ({ sshKeys }) => sshKeys),
  };
}

type Thing = { readonly id: number };

const byId = <T extends Thing>(things: readonly T[]): T[] => [
  ...new Map(things.map((thing) => [thing.id, thing])).values(),
];

function withRegions<T extends Thing>(looks: readonly Look[], of: (cloud: CloudInventory) => readonly T[]) {
  const regionsOf = ({ id }: Thing) =>
    looks.filter(({ cloud }) => of(cloud).some((thing) => thing.id === id)).flatMap(({ regions }) => regions);
  return byId(looks.flatMap(({ cloud }) => of(cloud))).map((thing) => ({ ...thing, regions: regionsOf(thing) }));
}

/** With the wrong backend every server would be told as an orphan, for someone to delete. */
function lostBackend(things: number): ActionError {
  return new ActionError(
    'invalid_inputs',
    `The backend has no stack at all, but at Hetzner there are ${things} servers and volumes of ours.`,
    'Look whether pulumi_backend is the right one. Nothing was reported.',
  );
}

import type { CloudServer, CloudVolume, NodeStatus, Orphan, OrphanReason, ServerType } from '@prego/contracts';

/** What is known of the cloud, of our nodes and of the jobs at work. */
export interface OrphanInput {
  readonly servers: readonly CloudServer[];
  readonly volumes: readonly CloudVolume[];
  readonly serverTypes: readonly ServerType[];
  /** The status of the node that a Hetzner server is registered as. */
  readonly nodeOfServer: ReadonlyMap<number, NodeStatus>;
  /** Stacks of what is provisioned from the library: a server there is known, and no node. */
  readonly libraryStacks: ReadonlySet<string>;
  /** Jobs that have not ended, as a label spells their ids: what they are just making is not registered yet. */
  readonly activeJobs: ReadonlySet<string>;
}

/**
 * What is billed and should not be there, the dearest first: labelled as ours and in no state, or in a state and neither a
 * living node nor of the library. What bears the label of a job that is at work is left out, as is all that is not labelled as ours.
 */
export function findOrphans(input: OrphanInput): Orphan[] {
  const servers = input.servers.flatMap((server) => {
    const reason = isLookedAt(server, input) ? whyServer(server, input) : undefined;
    const cost = server.hourly_cost ?? priceOf(server, input.serverTypes);
    return reason ? [orphan('server', server, reason, cost)] : [];
  });
  const volumes = input.volumes.flatMap((volume) => {
    const reason = isLookedAt(volume, input) ? whyVolume(volume, input) : undefined;
    return reason ? [orphan('volume', volume, reason, volume.hourly_cost ?? null)] : [];
  });
  return [...servers, ...volumes].sort(
    (a, b) => (b.hourly_cost ?? 0) - (a.hourly_cost ?? 0) || a.kind.localeCompare(b.kind) || a.id - b.id,
  );
}

/** What all orphans cost an hour, net; those without a known price count as nothing. */
export const hourlyCostOf = (orphans: readonly Pick<Orphan, 'hourly_cost'>[]): number =>
  // To a ten-thousandth, which is how Hetzner writes its prices.
  Math.round(orphans.reduce((sum, { hourly_cost }) => sum + (hourly_cost ?? 0), 0) * 10_000) / 10_000;

type Thing = CloudServer | CloudVolume;

function isLookedAt({ labels }: Thing, { activeJobs }: OrphanInput): boolean {
  const job = labels['job-id'];
  return labels['managed-by'] === 'prego' && !(job !== undefined && activeJobs.has(job));
}

function whyServer(server: CloudServer, { nodeOfServer, libraryStacks }: OrphanInput): OrphanReason | undefined {
  const { id, stack } = server;
  if (stack === null) return whyInNoState(server, libraryStacks);
  if (libraryStacks.has(stack)) return undefined;
  const node = nodeOfServer.get(id);
  if (node === undefined) return 'not_registered';
  return node === 'retired' ? 'node_retired' : undefined;
}

/** What a killed run made before its state said so stands with its provisioning, whose retry takes it over by its label. */
const whyInNoState = ({ labels: { stack } }: Thing, libraryStacks: OrphanInput['libraryStacks']) =>
  stack !== undefined && libraryStacks.has(stack) ? undefined : 'not_in_state';

/** A volume is no node: one in a state belongs to whatever that stack is for, which in the library may be over. */
function whyVolume(volume: CloudVolume, { libraryStacks }: OrphanInput): OrphanReason | undefined {
  const { stack } = volume;
  if (stack === null) return whyInNoState(volume, libraryStacks);
  return stack.startsWith('library-') && !libraryStacks.has(stack) ? 'not_registered' : undefined;
}

/** The price of its type where it stands; null where that is not known: an unknown price is not none. */
function priceOf(server: CloudServer, types: readonly ServerType[]): number | null {
  const type = types.find(({ name }) => name === server.server_type);
  return type?.prices.find(({ location }) => location === server.location)?.hourly ?? null;
}

const orphan = (
  kind: Orphan['kind'],
  { id, name, location, stack, labels }: Thing,
  reason: OrphanReason,
  hourly_cost: number | null,
): Orphan => ({
  ...{ kind, id, name, location, stack, reason, hourly_cost },
  job_id: labels['job-id'] ?? null,
  node_id: labels['node-id'] ?? null,
});

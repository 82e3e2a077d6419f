import { DnsRecord } from '@pulumi/cloudflare/dnsRecord.js';
import { z } from 'zod';
import { StackError } from '../errors.ts';
import { logicalName, type StackState, type StateResource } from '../exported-state.ts';
import { type NodeRecord, RECORD_TYPE_TOKEN, recordName } from '../node-set.ts';

const Inputs = z.object({
  zoneId: z.string(),
  name: z.string(),
  type: z.string(),
  content: z.string(),
  ttl: z.number(),
  proxied: z.boolean().default(false),
  comment: z.string().optional(),
});

/**
 * The record that a server is to have: the one that is asked for, else the one that it has. Throws `invalid_input` for a
 * move to another zone: the engine would have to delete the record that visitors come by.
 */
export function recordFor(has: NodeRecord | undefined, asked: NodeRecord | undefined): NodeRecord | undefined {
  if (has === undefined || asked === undefined || has.zoneId === asked.zoneId) return asked ?? has;
  throw new StackError(
    'invalid_input',
    `The record ${has.name} is in the zone ${has.zoneId}, not in ${asked.zoneId}.`,
    'A record can take another name of its zone, but not leave it. Nothing was changed.',
  );
}

/** Throws `name_taken` where another of the nodes has the DNS name that is wanted: its visitors would share two servers. */
export function checkUnshared(
  nodes: readonly { readonly nodeId: string; readonly record?: NodeRecord }[],
  nodeId: string,
  wanted: NodeRecord,
): void {
  const sameName = ({ zoneId, name }: NodeRecord) =>
    zoneId === wanted.zoneId && name.toLowerCase() === wanted.name.toLowerCase();
  const other = nodes.find((node) => node.nodeId !== nodeId && node.record !== undefined && sameName(node.record));
  if (other === undefined) return;
  throw new StackError(
    'name_taken',
    `The DNS name ${wanted.name} is that of the node ${other.nodeId} already.`,
    'Take another name, or remove that node first. Nothing was made.',
  );
}

/** A record as the state has it. */
export function recordOf(resource: StateResource | undefined): NodeRecord | undefined {
  const parsed = Inputs.safeParse(resource?.inputs);
  if (!parsed.success) return undefined;
  const { name, zoneId, proxied } = parsed.data;
  return { name, zoneId, proxied };
}

/** A record in state whose server is not: somebody has removed that at Hetzner. It is kept until its node goes by name. */
export interface StrayRecord {
  readonly nodeId: string;
  readonly inputs: z.infer<typeof Inputs>;
  readonly protect: boolean;
}

/** The records of the state that belong to none of the nodes. */
export function strayRecords({ resources }: StackState, nodes: readonly string[]): StrayRecord[] {
  const suffix = recordName('');
  return resources
    .filter(({ type }) => type === RECORD_TYPE_TOKEN)
    .map((resource) => ({ resource, nodeId: logicalName(resource).slice(0, -suffix.length) }))
    .filter(({ nodeId }) => !nodes.includes(nodeId))
    .map(({ resource, nodeId }) => ({
      nodeId,
      inputs: Inputs.parse(resource.inputs),
      protect: resource.protect === true,
    }));
}

/** Declares a record again just as it is. */
export function declareStrayRecord({ nodeId, inputs, protect }: StrayRecord): void {
  const { comment, ...rest } = inputs;
  new DnsRecord(recordName(nodeId), { ...rest, ...(comment !== undefined && { comment }) }, { protect });
}

import { SERVER_TYPE_TOKEN, type StackState } from './exported-state.ts';
import { recordComment } from './programs/adoption.ts';
import type { Session } from './session.ts';

const RECORD_TYPE_TOKEN = 'cloudflare:index/dnsRecord:DnsRecord';

/** Every server that the state has, or that a dead run was making, by node id. */
export function nodesIn(state: StackState): string[] {
  return everything(state)
    .filter(({ type }) => type === SERVER_TYPE_TOKEN)
    .flatMap(({ inputs }) => (typeof inputs?.name === 'string' ? [inputs.name] : []));
}

/**
 * Removes the DNS records of `nodes` that the zones have and the state does not know: a run that died, or lost an answer,
 * has made them. They are told by the comment that each of ours bears. `zones` come on top of those that the state names.
 * To be called before the nodes' servers go, as by these a later run would know what to look for.
 */
export async function giveBackRecords(
  { clouds, stack, stateId, emit }: Session,
  state: StackState,
  nodes: readonly string[],
  zones: readonly string[] = [],
): Promise<void> {
  const records = everything(state).filter(({ type }) => type === RECORD_TYPE_TOKEN);
  const named = records.map(({ inputs }) => inputs?.zoneId).filter((zone) => typeof zone === 'string');
  const known = new Set(state.resources.map(({ type, id }) => `${type} ${id}`));
  const { cloudflare } = clouds;
  for (const zone of cloudflare ? new Set([...named, ...zones]) : []) {
    for (const node of new Set(nodes)) {
      const found = (await cloudflare?.recordsWithComment(zone, recordComment({ stack, stateId }, node))) ?? [];
      for (const { id, name } of found.filter((record) => !known.has(`${RECORD_TYPE_TOKEN} ${record.id}`))) {
        await cloudflare?.removeRecord(zone, id);
        emit({ type: 'message', severity: 'warning', text: `The record ${name} was in no state: removed.` });
      }
    }
  }
}

const everything = ({ resources, pending }: StackState) => [...resources, ...pending.map(({ resource }) => resource)];

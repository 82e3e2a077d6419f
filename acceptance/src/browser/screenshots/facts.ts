import {
  JobPage,
  type JobSummary,
  LibraryChoices,
  type LibraryEvent,
  LibraryHistoryPage,
  NodeSummary,
  ProvisioningPage,
  type ProvisioningStatus,
  type ProvisioningSummary,
} from '@prego/contracts';
import { z } from 'zod';
import type { Client } from '../../testing/client.ts';

/** What a world has to show. Undefined where it has none of the kind. */
export interface Facts {
  /** Completed, at its second attempt where there is such a one. */
  readonly completed: JobSummary | undefined;
  readonly running: JobSummary | undefined;
  readonly waiting: JobSummary | undefined;
  readonly failed: JobSummary | undefined;
  /** The node that has most to show: with tenants, closed to new ones where there is such a one. */
  readonly node: NodeSummary | undefined;
  /** The newest of each status. */
  readonly provisionings: Partial<Record<ProvisioningStatus, ProvisioningSummary>>;
  /** A completed provisioning's, which has a log. */
  readonly event: LibraryEvent | undefined;
  /** What a provisioning may be made on, as the inventory has it. */
  readonly ground: Ground | undefined;
}

export interface Ground {
  readonly network: LibraryChoices['networks'][number];
  readonly sshKey: LibraryChoices['ssh_keys'][number];
}

const Nodes = z.object({ items: z.array(NodeSummary) });

export async function readFacts(client: Client): Promise<Facts> {
  const { items } = await client.internal('GET', '/internal/provision-jobs?kind=provision&limit=100', JobPage);
  const nodes = (await client.internal('GET', '/internal/nodes?limit=100', Nodes)).items;
  const having = (status: JobSummary['status']) => items.filter((job) => job.status === status);
  const completed = having('completed');
  return {
    completed: completed.find(({ attempt }) => attempt > 1) ?? completed[0],
    running: having('running')[0],
    waiting: having('waiting')[0],
    failed: having('failed')[0],
    node: nodes.find(({ status }) => status === 'cordoned') ?? nodes.find(({ tenants }) => tenants > 0),
    ...(await readLibrary(client)),
  };
}

async function readLibrary(client: Client): Promise<Pick<Facts, 'provisionings' | 'event' | 'ground'>> {
  const { items } = await client.internal('GET', '/internal/library/provisionings?limit=100', ProvisioningPage);
  const history = await client.internal(
    'GET',
    '/internal/library/history?kind=provisioning_completed',
    LibraryHistoryPage,
  );
  const choices = await client.internal('GET', '/internal/library/templates/postgresql/choices', LibraryChoices);
  const network = choices.networks.find(({ name }) => name === 'office') ?? choices.networks[0];
  const [sshKey] = choices.ssh_keys;
  return {
    provisionings: Object.fromEntries(items.toReversed().map((one) => [one.status, one])),
    event: history.items[0],
    ground: network && sshKey && { network, sshKey },
  };
}

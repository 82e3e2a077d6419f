import { type NodeRole, type NodeStatus, TRIO_ROLES } from '@prego/contracts';
import { dedicatedNodeId, dedicatedStackName, sharedNodeId } from '@prego/contracts/derived-ids';
import type { Decision } from '@prego/placement-core';
import type { ProvisionJobsRow } from './store/tables/jobs.ts';
import type { SeatsRow } from './store/tables/nodes.ts';
import type { NewNode } from './store/write-seats.ts';

/** What has to be written for a decision to come true. */
export interface PlacementPlan {
  readonly job: Pick<
    ProvisionJobsRow,
    'infra_mode' | 'dedicated' | 'target_server_id' | 'stack' | 'waits_for' | 'waits_for_node'
  > & { readonly status: 'queued' | 'waiting' };
  /** Servers that are to be made. */
  readonly nodes: readonly NewNode[];
  readonly seat: Pick<SeatsRow, 'node_id' | 'seat_limit'>;
}

/** Who is placed, by which job. */
export interface Placed {
  readonly tenant_id: string;
  readonly job_id: string;
}

/** What the region is like that a decision was taken on. */
export interface SeenRegion {
  /** The highest seq of its nodes. */
  readonly seq: number;
  statusOf(nodeId: string): NodeStatus | undefined;
}

/** Turns a decision into the job's columns, the nodes to be made, and the tenant's seat. */
export function planOf(decision: Decision, placed: Placed, seen: SeenRegion): PlacementPlan {
  const { dedicated, target_server_id } = decision.placement;
  if (dedicated) return trio(decision, placed);
  if (target_server_id === null) return newServer(decision, placed, seen);
  const waits = seen.statusOf(target_server_id) === 'provisioning';
  return waits && target_server_id === sharedNodeId(decision.region, placed.job_id)
    ? ownServer(decision, target_server_id)
    : existing(decision, target_server_id, waits);
}

/** A target needs no stack: its server is there, or another job makes it. */
function existing({ thresholds }: Decision, nodeId: string, waits: boolean): PlacementPlan {
  return {
    job: {
      infra_mode: 'use_existing',
      dedicated: null,
      target_server_id: nodeId,
      stack: null,
      status: waits ? 'waiting' : 'queued',
      waits_for: waits ? 'node' : null,
      waits_for_node: waits ? nodeId : null,
    },
    nodes: [],
    seat: { node_id: nodeId, seat_limit: thresholds.max_tenants_per_node },
  };
}

/** Decided again, the job has landed on the server that it began itself: nobody else will finish that. */
const ownServer = ({ region, thresholds }: Decision, nodeId: string): PlacementPlan => ({
  job: { ...MAKES_SERVERS, dedicated: null, stack: region },
  nodes: [],
  seat: { node_id: nodeId, seat_limit: thresholds.max_tenants_per_node },
});

function newServer({ region, thresholds }: Decision, { job_id }: Placed, seen: SeenRegion): PlacementPlan {
  const node_id = sharedNodeId(region, job_id);
  const capacity = thresholds.max_tenants_per_node;
  return {
    job: { ...MAKES_SERVERS, dedicated: null, stack: region },
    nodes: [
      {
        ...{ node_id, region, role: 'shared', stack: region, job_id, tenant_id: null, capacity },
        region_seq_seen: seen.seq,
      },
    ],
    seat: { node_id, seat_limit: capacity },
  };
}

/** One seat for the one tenant, on the server that answers for the others. */
const TRIO_SEATS: Readonly<Record<Exclude<NodeRole, 'shared'>, number>> = { app: 1, db: 0, redis: 0 };

function trio({ region }: Decision, { tenant_id, job_id }: Placed): PlacementPlan {
  const stack = dedicatedStackName(tenant_id);
  return {
    job: { ...MAKES_SERVERS, dedicated: 1, stack },
    nodes: TRIO_ROLES.map((role) => ({
      ...{ node_id: dedicatedNodeId(region, job_id, role), region, role, stack, job_id, tenant_id },
      capacity: TRIO_SEATS[role],
      region_seq_seen: null,
    })),
    seat: { node_id: dedicatedNodeId(region, job_id, 'app'), seat_limit: TRIO_SEATS.app },
  };
}

const MAKES_SERVERS = {
  infra_mode: 'create_new_server',
  target_server_id: null,
  status: 'queued',
  waits_for: null,
  waits_for_node: null,
} as const;

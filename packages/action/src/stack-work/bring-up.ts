import {
  dedicated,
  type NodeAccess,
  type NodeOutput,
  type Price,
  type Region,
  type ResourceEvent,
  runStack,
  type StackProgram,
  sharedRegion,
} from '@prego/stacks';
import { optionsOf } from './run-options.ts';
import type { StackSettings, Watch } from './settings.ts';
import { type RoleOffer, trioOffers } from './trio-offers.ts';

/** The nodes of a job, as its claim tells them. */
export interface WantedNodes {
  readonly jobId: string;
  readonly region: Region;
  /** Of a dedicated trio: whose it is. Absent for a shared node. */
  readonly dedicatedTo?: string;
  readonly offers: readonly RoleOffer[];
  /** Each node's own token. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Public keys for root. */
  readonly authorizedKeys: readonly string[];
  /** Without a slash at its end. */
  readonly controlPlaneUrl: string;
}

/** A stack as it is now. */
export interface BroughtUp {
  readonly stack: string;
  /** All of the stack's, those of other jobs too. */
  readonly nodes: readonly NodeOutput[];
  /** What was done to each resource, in the order of its end. */
  readonly steps: readonly ResourceEvent[];
  readonly durationMs: number;
  readonly cost?: Price;
}

/** Brings a job's nodes up: in the stack of their region, or in the tenant's own. Throws StackError. */
export async function bringUp(settings: StackSettings, wanted: WantedNodes, watch: Watch): Promise<BroughtUp> {
  const result = await runStack({ operation: 'up', program: programOf(wanted), ...optionsOf(settings, watch) });
  const { stack, outputs, steps, durationMs, cost } = result;
  return { stack, nodes: outputs.nodes, steps, durationMs, ...(cost && { cost }) };
}

function programOf(wanted: WantedNodes): StackProgram {
  const { jobId, region, dedicatedTo: tenantId, offers } = wanted;
  const access = accessOf(wanted);
  if (tenantId !== undefined) return dedicated({ region, tenantId, jobId, access, ...trioOffers(offers) });
  const shared = offers.filter(({ role }) => role === 'shared');
  const tried = shared.map(({ server_type, location }) => ({ serverType: server_type, location }));
  return sharedRegion({ region, add: [{ jobId, ...(tried.length > 0 && { offers: tried }) }], access });
}

function accessOf({ tokens, authorizedKeys, controlPlaneUrl }: WantedNodes): NodeAccess {
  return {
    authorizedKeys,
    metrics: {
      url: `${controlPlaneUrl}/internal/server-metrics`,
      hostKeyUrl: `${controlPlaneUrl}/internal/host-keys`,
      // Nodes that are there have theirs; what is not made now has no user data to put one in.
      tokenFor: (nodeId) => tokens[nodeId] ?? '',
    },
  };
}

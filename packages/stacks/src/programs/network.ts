import { Firewall } from '@pulumi/hcloud/firewall.js';
import { Network } from '@pulumi/hcloud/network.js';
import { NetworkSubnet } from '@pulumi/hcloud/networkSubnet.js';
import { PlacementGroup } from '@pulumi/hcloud/placementGroup.js';
import type { Input, Output, Resource } from '@pulumi/pulumi';
import { z } from 'zod';
import { NETWORK_RANGE, SUBNET_RANGE } from '../addresses.ts';
import { ANYWHERE, type InboundRule, publicRules } from '../firewall-rules.ts';
import { groupName, networkName, subnetName } from '../node-set.ts';
import type { NodeAccess } from './access.ts';
import type { Known } from './adoption.ts';

export type Labels = Readonly<Record<string, string>>;

/** Pulumi's ids are text, Hetzner's references numbers. */
export const numericId = (resource: { id: Output<string> }): Output<number> => resource.id.apply(Number);

/** A network as a server joins it. */
export interface JoinedNetwork {
  readonly id: Input<number>;
  /** What a server depends on that is to be attached to it; absent where the network is not of the stack. */
  readonly subnet?: Resource;
}

export interface DeclaredNetwork extends JoinedNetwork {
  readonly id: Output<number>;
  readonly subnet: Resource;
}

/** A network with its one subnet, in one zone. */
export function declareNetwork(
  known: Known,
  networkZone: string,
  { name, labels }: { name: string; labels: Labels },
): DeclaredNetwork {
  const resource = networkName(networkZone);
  const network = new Network(
    resource,
    { name, ipRange: NETWORK_RANGE, labels: known.labels(resource, labels) },
    known.importOption(resource),
  );
  const subnet = new NetworkSubnet(
    subnetName(networkZone),
    { networkId: numericId(network), type: 'cloud', networkZone, ipRange: SUBNET_RANGE },
    known.importOption(subnetName(networkZone)),
  );
  return { id: numericId(network), subnet };
}

/** A spread group: Hetzner keeps its servers on different hosts. Answers with its id. */
export function declareSpreadGroup(
  known: Known,
  group: number,
  { name, labels }: { name: string; labels: Labels },
): Output<number> {
  const resource = groupName(group);
  const args = { name, type: 'spread', labels: known.labels(resource, labels) };
  return numericId(new PlacementGroup(resource, args, known.importOption(resource)));
}

/** A rule as Hetzner's firewall has it. */
const RuleSchema = z.object({
  direction: z.string(),
  protocol: z.string(),
  description: z.string().optional(),
  port: z.string().optional(),
  sourceIps: z.array(z.string()).optional(),
  destinationIps: z.array(z.string()).optional(),
});
export type FirewallRule = z.infer<typeof RuleSchema>;

/** A firewall of these rules. Answers with its id. */
export function declareFirewall(
  known: Known,
  resource: string,
  { name, labels, rules }: { name: string; labels: Labels; rules: readonly FirewallRule[] },
): Output<number> {
  const args = { name, rules: [...rules], labels: known.labels(resource, labels) };
  return numericId(new Firewall(resource, args, known.importOption(resource)));
}

export function inbound(rules: readonly InboundRule[]): FirewallRule[] {
  return rules.map(({ sourceIps, ...rule }) => ({ direction: 'in', ...rule, sourceIps: [...sourceIps] }));
}

/**
 * The rules of a firewall for nodes that people reach. Where the caller does not say who may open SSH, an existing
 * firewall keeps its rules: a preview or a removal knows nothing of access, and must not open what was closed.
 */
export function publicRulesOf(known: Known, resource: string, access: NodeAccess): FirewallRule[] {
  const kept = access.sshSources === undefined ? keptRules(known, resource) : undefined;
  return kept ?? inbound(publicRules(access.sshSources ?? ANYWHERE));
}

/** The rules that a firewall has in state; undefined where the state has no such firewall. */
export function keptRules(known: Known, resource: string): FirewallRule[] | undefined {
  const inputs = known.inState(resource)?.inputs;
  return inputs && z.array(RuleSchema).parse(inputs.rules ?? []);
}

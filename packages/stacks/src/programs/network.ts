import { Firewall } from '@pulumi/hcloud/firewall.js';
import { Network } from '@pulumi/hcloud/network.js';
import { NetworkSubnet } from '@pulumi/hcloud/networkSubnet.js';
import { PlacementGroup } from '@pulumi/hcloud/placementGroup.js';
import type { Output } from '@pulumi/pulumi';
import { NETWORK_RANGE, SUBNET_RANGE } from '../addresses.ts';
import type { InboundRule } from '../firewall-rules.ts';
import { groupName, subnetName } from '../node-set.ts';
import { numericId } from './server.ts';

export type Labels = Readonly<Record<string, string>>;

/** A network with its one subnet, in one zone. Answers with the subnet's id. */
export function declareNetwork(cloudName: string, networkZone: string, labels: Labels): Output<string> {
  const network = new Network(`network-${networkZone}`, {
    name: cloudName,
    ipRange: NETWORK_RANGE,
    labels: { ...labels },
  });
  const subnet = new NetworkSubnet(subnetName(networkZone), {
    networkId: numericId(network),
    type: 'cloud',
    networkZone,
    ipRange: SUBNET_RANGE,
  });
  return subnet.id;
}

/** A spread group: Hetzner keeps its servers on different hosts. Answers with its id. */
export function declareSpreadGroup(cloudName: string, group: number, labels: Labels): Output<number> {
  return numericId(new PlacementGroup(groupName(group), { name: cloudName, type: 'spread', labels: { ...labels } }));
}

/** A firewall that admits `rules` only. Answers with its id. */
export function declareFirewall(
  logicalName: string,
  cloudName: string,
  rules: readonly InboundRule[],
  labels: Labels,
): Output<number> {
  const inbound = rules.map((rule) => ({
    direction: 'in',
    description: rule.description,
    protocol: rule.protocol,
    sourceIps: [...rule.sourceIps],
    ...(rule.port === undefined ? {} : { port: rule.port }),
  }));
  return numericId(new Firewall(logicalName, { name: cloudName, rules: inbound, labels: { ...labels } }));
}

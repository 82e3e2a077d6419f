import type { NetworkDocument } from './documents.ts';
import type { Hetzner } from './hetzner.ts';

/** What a network's action changes. Networks answer `conflict` meanwhile, so nothing newer is overwritten. */
export interface NetworkChange {
  network: number;
  set: Partial<Pick<NetworkDocument, 'ipRange' | 'subnets' | 'routes' | 'protection'>>;
}

export const networkEffects = {
  changeNetwork(hetzner: Hetzner, project: number, args: unknown): void {
    const { network: id, set } = args as NetworkChange;
    const network = hetzner.networks.get(project, id);
    if (network) hetzner.networks.put(project, { ...network, ...set });
  },
};

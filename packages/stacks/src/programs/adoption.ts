import { SUBNET_RANGE } from '../addresses.ts';
import type { CloudLookup, FoundRecord, FoundResource, HetznerKind } from '../clouds/cloud-lookup.ts';
import { StackError } from '../errors.ts';
import { logicalName, type StateResource } from '../exported-state.ts';
import { type Owner, ownerLabels } from '../names.ts';
import { type NodeRecord, recordName, StateLabels, subnetName } from '../node-set.ts';

/** Something that is to be declared. */
export interface Wanted {
  /** The program's name of it. */
  readonly resource: string;
  readonly kind: HetznerKind;
  /** Its name in the cloud. */
  readonly name: string;
}

/**
 * What is there of a stack: what its state has, and what a run that died made before it could write that down. The
 * latter is adopted: declared with Pulumi's `import`, after which it is as if it had been in the state all along.
 */
export class Known {
  readonly owner: Owner;
  readonly #clouds: CloudLookup;
  readonly #state = new Map<string, StateResource>();
  readonly #found = new Map<string, FoundResource>();
  readonly #importIds = new Map<string, string>();

  constructor(owner: Owner, resources: readonly StateResource[], clouds: CloudLookup) {
    this.owner = owner;
    this.#clouds = clouds;
    for (const resource of resources) this.#state.set(logicalName(resource), resource);
  }

  inState(resource: string): StateResource | undefined {
    return this.#state.get(resource);
  }

  /** What the cloud has of a resource that the state does not know, after `lookUp`. */
  found(resource: string): FoundResource | undefined {
    return this.#found.get(resource);
  }

  /** The option with which an existing thing is adopted; none for what is in state, or nowhere. */
  importOption(resource: string): { import?: string } {
    const id = this.#importIds.get(resource);
    return id === undefined ? {} : { import: id };
  }

  /** The labels that a resource has in state, as it keeps those it was made with; else `wanted`. */
  labels(resource: string, wanted: Readonly<Record<string, string>>): Record<string, string> {
    return StateLabels.parse(this.inState(resource)?.inputs?.labels ?? wanted);
  }

  /**
   * Looks up in the cloud what is not in state. Throws `name_taken` where somebody else's thing bears a wanted name:
   * nothing is made then.
   */
  async lookUp(wanted: readonly Wanted[]): Promise<void> {
    const unknown = wanted.filter(({ resource }) => !this.#state.has(resource));
    const kinds = [...new Set(unknown.map(({ kind }) => kind))];
    await Promise.all(
      kinds.map(async (kind) => {
        const ofKind = unknown.filter((one) => one.kind === kind);
        const found = await this.#clouds.byName(
          kind,
          ofKind.map(({ name }) => name),
        );
        for (const { resource, name } of ofKind) {
          const there = found.find((one) => one.name === name);
          if (there) this.#adopt(resource, there, kind);
        }
      }),
    );
  }

  /** Looks up the subnet of a network, which has neither name nor labels: it is ours as its network is. */
  async lookUpSubnet(networkZone: string, network: string): Promise<void> {
    const subnet = subnetName(networkZone);
    if (this.#state.has(subnet)) return;
    const networkId = this.#state.get(network)?.id ?? this.#found.get(network)?.id;
    if (networkId === undefined) return;
    const ranges = await this.#clouds.subnetsOf(networkId);
    if (ranges.includes(SUBNET_RANGE)) this.#importIds.set(subnet, `${networkId}-${SUBNET_RANGE}`);
  }

  /**
   * Looks up a node's DNS record, if the state has none of this name. A second address beside somebody else's would
   * be taken without a word, and share its visitors: so any other record of the name is `name_taken`.
   */
  async lookUpRecord(server: string, nodeId: string, { zoneId, name }: NodeRecord): Promise<void> {
    const resource = recordName(server);
    const known = this.#state.get(resource);
    if (known?.inputs?.name === name && known.inputs.zoneId === zoneId) return;
    const records = await this.#clouds.records(zoneId, name);
    const ours = records.find((record) => record.type === 'A' && record.comment === recordComment(this.owner, nodeId));
    const other = records.find((record) => record !== ours);
    if (other) throw recordTaken(name, other);
    if (ours && known === undefined) this.#importIds.set(resource, `${zoneId}/${ours.id}`);
  }

  #adopt(resource: string, found: FoundResource, kind: HetznerKind): void {
    const ours = Object.entries(ownerLabels(this.owner)).every(([label, value]) => found.labels[label] === value);
    if (!ours) {
      throw new StackError(
        'name_taken',
        `The Hetzner project has something else of the name ${found.name} (${kind.replace('_', ' ')}, id ${found.id}).`,
        'Look whose it is: another backend may hold this stack. Nothing was made.',
      );
    }
    this.#found.set(resource, found);
    this.#importIds.set(resource, found.id);
  }
}

/** By this a record says whose it is. Cloudflare takes 100 characters on any plan; its own dashboard shows it. */
export function recordComment({ stateId }: Owner, nodeId: string): string {
  return `prego node ${nodeId}, state ${stateId}`;
}

function recordTaken(name: string, { type, content }: FoundRecord): StackError {
  return new StackError(
    'name_taken',
    `The DNS zone already has a record of this name, which is not of this stack: ${name} ${type} ${content}.`,
    'Look whose it is; take another name, or remove that record by hand. Nothing was made.',
  );
}

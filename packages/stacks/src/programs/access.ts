/** How people and the control plane get to a node, and how it reports. The same for every program. */
export interface NodeAccess {
  /** Names or ids of SSH keys in the Hetzner project. */
  readonly sshKeys?: readonly string[];
  /** Public keys that cloud-init writes for root, for those not kept at Hetzner. */
  readonly authorizedKeys?: readonly string[];
  /** Networks that may open SSH; all of them by default, as hosted runners have no fixed address. */
  readonly sshSources?: readonly string[];
  /** Where nodes post their metrics; without it they have no Telegraf. */
  readonly metrics?: {
    readonly url: string;
    /** Where they post their SSH host key, with the same token; without it they keep it to themselves. */
    readonly hostKeyUrl?: string;
    /** The node's own Bearer token: the same on every re-run. */
    readonly tokenFor: (nodeId: string) => string;
  };
}

/** The outputs of action.yml. One that a command leaves out is `''` for whoever reads it. */
export interface Outputs {
  /** The node that has the tenant: the target, the new shared node, or a trio's app. */
  readonly node_id?: string;
  readonly host_ipv4?: string;
  /** The node's public SSH host key, as known_hosts has it, without the host. */
  readonly host_key?: string;
  /** The stack that was worked on. */
  readonly stack?: string;
  /** Whether servers were made. */
  readonly created?: boolean;
  /** `created`, `updated`, `adopted` (it was as wanted, and only the control plane did not know), `deleted`, or `skipped:<reason>`. */
  readonly dns_outcome?: string;
  /** What the stack costs a month, net, as `12.34 EUR`. */
  readonly monthly_cost?: string;
  /** JSON: all of the above and what each command adds. */
  readonly summary?: Readonly<Record<string, unknown>>;
}

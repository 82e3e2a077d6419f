import type { Credentials } from './credentials.ts';
import type { DriftedResource } from './drift.ts';
import type { Changes, ResourceEvent, StackEvent } from './events.ts';
import type { PlannedOutputs, StackOutputs } from './outputs.ts';
import type { Price } from './pricing.ts';
import type { StackProgram } from './programs/program.ts';
import type { Region } from './regions.ts';
import type { CloudThing } from './remaining.ts';

export interface CommonOptions {
  readonly credentials: Credentials;
  readonly backend: {
    /** `file://`, `s3://`, `https://api.pulumi.com` …: any that Pulumi knows. A missing local directory is made. */
    readonly url: string;
    /** Encrypts secrets in the state of every backend but Pulumi's own. May be '', not absent. */
    readonly passphrase?: string;
    /**
     * Who encrypts secrets instead of the passphrase, as Pulumi spells it (`awskms://…`, `hashivault://…`). Only the
     * first run of a stack reads it; the state remembers it.
     */
    readonly secretsProvider?: string;
  };
  /**
   * The caller is the only one who may run this stack now, and knows that the run before has ended: it holds the
   * stack's lease. Then what a dead run left is cleared up: its lock, and its pending operations, each looked up in
   * the cloud; and where the run meets something that Hetzner has no more, all such things leave the state. Without the
   * lease it ends with `stack_lock_left`, `pending_operations` or `update_failed`. False by default.
   */
  readonly holdsLease?: boolean;
  /** How many milliseconds to wait for another run to end, rather than to fail with `stack_locked`. 0 by default. */
  readonly lockWaitMs?: number;
  /** The run is cancelled after this many milliseconds, with `deadline_exceeded`. 30 minutes by default. */
  readonly deadlineMs?: number;
  /**
   * How many milliseconds the engine has to end by itself after it was interrupted; then it is killed. 5,000 by
   * default: GitHub's runner waits 7,500 before it sends the next signal.
   */
  readonly graceMs?: number;
  readonly engine?: {
    /** Path of the CLI; `pulumi` from PATH by default. */
    readonly pulumi?: string;
    /** PULUMI_HOME: where the plugins lie. */
    readonly home?: string;
  };
  /** More of the engine's environment (credentials of the backend, say). */
  readonly env?: Readonly<Record<string, string>>;
  /** An existing directory for the engine's project files; a temporary one by default. */
  readonly workDir?: string;
  /** Interrupts the engine once, which then ends after the calls in flight. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: StackEvent) => void;
  /** Milliseconds of any origin, for durations. */
  readonly now?: () => number;
}

export interface UpOptions extends CommonOptions {
  readonly operation: 'up';
  readonly program: StackProgram;
}
export interface PreviewOptions extends CommonOptions {
  readonly operation: 'preview';
  readonly program: StackProgram;
}
export interface DestroyOptions extends CommonOptions {
  readonly operation: 'destroy';
  readonly stack: string;
  /** The nodes that may go, by node id. A stack with any other is left as it is. */
  readonly release: readonly string[] | 'all';
  /** Also remove the empty stack with its history and the copies of its state. */
  readonly removeStack?: boolean;
  /** See RemoveOptions. */
  readonly dnsZones?: readonly string[];
}
/** Takes named nodes out of the shared nodes of a region; all others stay as they are. */
export interface RemoveOptions extends CommonOptions {
  readonly operation: 'remove';
  readonly region: Region;
  /** Node ids. One that is gone already is none to worry about; one that was never there is refused by no one. */
  readonly nodes: readonly string[];
  /**
   * Ids of the DNS zones in which to look for records that a dead run has made and no state knows. Those that the state
   * names are looked through anyhow.
   */
  readonly dnsZones?: readonly string[];
}
/**
 * Looks what the clouds have that differs from the stack's state. Takes no lock and writes nothing, so it neither waits for
 * a run that is at work nor keeps one waiting; what such a run has in hand is left out.
 */
export interface DriftOptions extends CommonOptions {
  readonly operation: 'drift';
  readonly stack: string;
}

export interface Done {
  readonly stack: string;
  readonly changes: Changes;
  /** What was done to each resource, or would be, in the order of its end, with the time it took. */
  readonly steps: readonly ResourceEvent[];
  /** From call to answer. */
  readonly durationMs: number;
  /** What the stack costs as it is afterwards, or would be; absent where the price list could not be had. */
  readonly cost?: Price;
}
export interface UpResult extends Done {
  readonly operation: 'up';
  readonly outputs: StackOutputs;
}
export interface PreviewResult extends Done {
  readonly operation: 'preview';
  readonly outputs: PlannedOutputs;
  /** What the stack costs as it is; absent where the price list or the state's outputs could not be had. */
  readonly costNow?: Price;
}
/** What a run had destroyed, whether or not the state knew of it: as the cloud named it. */
interface Removed {
  readonly removed: readonly CloudThing[];
}
export interface DestroyResult extends Done, Removed {
  readonly operation: 'destroy';
}
export interface RemoveResult extends Done, Removed {
  readonly operation: 'remove';
  readonly outputs: StackOutputs;
}
export interface DriftResult extends Done {
  readonly operation: 'drift';
  /** What is not as the state says; empty where all is. */
  readonly drifted: readonly DriftedResource[];
  /** Names of resources that were left out: a run has them in hand, or has died over them. */
  readonly inHand: readonly string[];
}

export type RunOptions = UpOptions | PreviewOptions | DestroyOptions | RemoveOptions | DriftOptions;
export type RunResult = UpResult | PreviewResult | DestroyResult | RemoveResult | DriftResult;

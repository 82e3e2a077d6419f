import type { Credentials } from './credentials.ts';
import type { Changes, ResourceEvent, StackEvent } from './events.ts';
import type { PlannedOutputs, StackOutputs } from './outputs.ts';
import type { StackProgram } from './programs/program.ts';

export interface CommonOptions {
  readonly credentials: Credentials;
  readonly backend: {
    /** `file://`, `s3://`, `https://api.pulumi.com` …: any that Pulumi knows. A missing local directory is made. */
    readonly url: string;
    /** Encrypts secrets in the state of every backend but Pulumi's own. May be '', not absent. */
    readonly passphrase?: string;
  };
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
  /** Also remove the empty stack with its history. */
  readonly removeStack?: boolean;
}

export interface Done {
  readonly stack: string;
  readonly changes: Changes;
  /** What was done to each resource, or would be, in the order of its end, with the time it took. */
  readonly steps: readonly ResourceEvent[];
  /** From call to answer. */
  readonly durationMs: number;
}
export interface UpResult extends Done {
  readonly operation: 'up';
  readonly outputs: StackOutputs;
}
export interface PreviewResult extends Done {
  readonly operation: 'preview';
  readonly outputs: PlannedOutputs;
}
export interface DestroyResult extends Done {
  readonly operation: 'destroy';
}

export type RunOptions = UpOptions | PreviewOptions | DestroyOptions;
export type RunResult = UpResult | PreviewResult | DestroyResult;

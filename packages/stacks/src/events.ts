import type { EngineEvent, StepEventMetadata } from '@pulumi/pulumi/automation/index.js';
import { logicalName } from './exported-state.ts';
import type { FailedTry } from './programs/program.ts';
import type { RunOptions } from './run-options.ts';

export type ResourceAction = 'create' | 'import' | 'update' | 'replace' | 'delete' | 'read' | 'same';

export interface Changes {
  readonly create: number;
  /** What was in the cloud already and came into the state. */
  readonly import: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly same: number;
}

/** What a run tells while it runs. A preview's resource events are plans: `done` then means "would be done". */
export type StackEvent =
  | { readonly type: 'begun'; readonly operation: RunOptions['operation']; readonly stack: string }
  /** The run holds back for this long: for the project's hourly budget of requests, or for another run's lock. */
  | { readonly type: 'waiting'; readonly reason: 'api_budget' | 'stack_lock'; readonly ms: number }
  /** The cloud has no such server now; the next offer is tried. */
  | ({ readonly type: 'offer_refused' } & FailedTry)
  | {
      readonly type: 'resource';
      readonly status: 'started' | 'done' | 'failed';
      readonly action: ResourceAction;
      /** `Server`, `Network`, `DnsRecord` …: the provider's name of it. */
      readonly kind: string;
      /** The program's name of it: a node id for a shared node, `app` for a tenant's. */
      readonly name: string;
      readonly planned: boolean;
      /** Of `done` and `failed`, where its start was seen. */
      readonly durationMs?: number;
      /** Names of the properties that differ, of an update or replacement. */
      readonly differs?: readonly string[];
    }
  | {
      readonly type: 'message';
      readonly severity: 'info' | 'warning' | 'error';
      readonly text: string;
      /** The program's name of the resource that it is about, if it is about one. */
      readonly resource?: string;
    };

export type MessageEvent = Extract<StackEvent, { type: 'message' }>;
export type ResourceEvent = Extract<StackEvent, { type: 'resource' }>;

/** A run that holds back each of its requests says so this often. */
const QUIET_MS = 5_000;

/** The engine's own resources: the stack itself and the providers. */
const INTERNAL = /^pulumi:/;

/** Turns the engine's event log into ours, each message once. `now` gives milliseconds of any origin, to tell how long a step took. */
export function eventMapper(now: () => number): (event: EngineEvent) => StackEvent | undefined {
  const startedAt = new Map<string, number>();
  const told = new Set<string>();

  const step = (
    metadata: StepEventMetadata,
    status: 'started' | 'done' | 'failed',
    planned: boolean,
  ): StackEvent | undefined => {
    const action = actionOf(metadata.op);
    if (action === undefined || INTERNAL.test(metadata.type)) return undefined;
    const start = startedAt.get(metadata.urn);
    if (status === 'started') {
      startedAt.set(metadata.urn, now());
      if (action === 'same') return undefined;
    }
    const differs = metadata.diffs ?? [];
    return {
      type: 'resource',
      status,
      action,
      kind: metadata.type.slice(metadata.type.lastIndexOf(':') + 1),
      name: logicalName(metadata),
      planned,
      ...(status !== 'started' && start !== undefined && { durationMs: now() - start }),
      ...(differs.length > 0 && { differs }),
    };
  };

  return (event) => {
    if (event.resourcePreEvent) {
      return step(event.resourcePreEvent.metadata, 'started', event.resourcePreEvent.planning ?? false);
    }
    if (event.resOutputsEvent) {
      return step(event.resOutputsEvent.metadata, 'done', event.resOutputsEvent.planning ?? false);
    }
    if (event.resOpFailedEvent) return step(event.resOpFailedEvent.metadata, 'failed', false);
    if (event.diagnosticEvent) {
      const message = messageOf(event.diagnosticEvent);
      if (message === undefined || told.has(message.text)) return undefined;
      told.add(message.text);
      return message;
    }
    return undefined;
  };
}

/** The type in `urn:pulumi:<stack>::<project>::<type>::<name>`. */
const typeOf = (urn: string): string => urn.split('::').at(-2) ?? '';

const SEVERITIES = { info: 'info', 'info#err': 'info', warning: 'warning', error: 'error' } as const;

function messageOf(event: NonNullable<EngineEvent['diagnosticEvent']>): MessageEvent | undefined {
  // The log also carries the engine's debug messages, which show secret inputs in the clear: they end here.
  const severity: 'info' | 'warning' | 'error' | undefined = SEVERITIES[event.severity];
  const text = plain(event.message);
  // Ephemeral ones are progress of a moment, overwritten on a terminal.
  if (severity === undefined || event.ephemeral === true || text === '') return undefined;
  const about =
    event.urn === undefined || INTERNAL.test(typeOf(event.urn)) ? {} : { resource: logicalName({ urn: event.urn }) };
  return { type: 'message', severity, text, ...about };
}

/**
 * A message as people read it; '' for one that tells nothing. The engine marks colours as `<{%fg 1%}>` whatever
 * `--color` says; the bridge logs every provider error once more with its own place in the code, and wraps it in a list.
 */
function plain(text: string): string {
  const bare = text.replace(/<\{%[^%]*%\}>/g, '').trim();
  if (/^sdk-v2\/|^(update|preview|destroy) failed$/.test(bare)) return '';
  return bare.replace(/^\d+ errors? occurred:\s*\* /, '');
}

function actionOf(op: string): ResourceAction | undefined {
  if (op === 'create' || op === 'import' || op === 'update' || op === 'replace' || op === 'delete' || op === 'same')
    return op;
  if (op === 'read' || op === 'refresh') return 'read';
  // `replace` itself is the logical step between a replacement's two halves; one of the three stands for all.
  return undefined;
}

/** Counts what was done, or would be: the engine's own summary counts the stack itself as a resource. */
export function countChanges(steps: readonly ResourceEvent[]): Changes {
  const count = (action: ResourceAction): number => steps.filter((step) => step.action === action).length;
  return {
    create: count('create'),
    import: count('import'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    same: count('same'),
  };
}

/** How many resources a plan or run touches. */
export function changed(changes: Changes): number {
  return changes.create + changes.import + changes.update + changes.replace + changes.delete;
}

/** Tells a wait, but not those that are over before one that was told, or with it. */
export function toldOnce(now: () => number, tell: (ms: number) => void): (ms: number) => void {
  let toldUntil = Number.NEGATIVE_INFINITY;
  return (ms) => {
    if (now() + ms <= toldUntil) return;
    toldUntil = now() + Math.max(ms, QUIET_MS);
    tell(ms);
  };
}

import { LocalWorkspace, Stack } from '@pulumi/pulumi/automation/index.js';
import { EngineLog } from './engine-log.ts';
import { StackError } from './errors.ts';
import type { ResourceEvent } from './events.ts';
import { logicalName, SERVER_TYPE_TOKEN, type StackState } from './exported-state.ts';
import { isMissing, saysNoStack } from './new-stack.ts';
import { readState } from './read-state.ts';
import { type Session, throwIfStopped } from './session.ts';

/** A resource that is not as the state says. */
export interface DriftedResource {
  /** The program's name of it: a node id for a shared node, `app` for a tenant's or a template's. */
  readonly resource: string;
  /** The engine's token, such as `hcloud:index/server:Server`. */
  readonly type: string;
  /** `delete`: it is gone from the cloud. */
  readonly change: 'update' | 'delete';
  /** Names of what differs, such as `labels.job-id`; never values. */
  readonly properties?: readonly string[];
}

export interface Drift {
  readonly steps: readonly ResourceEvent[];
  readonly drifted: readonly DriftedResource[];
  readonly inHand: readonly string[];
}

type EngineEvent = Parameters<EngineLog['onEvent']>[0];

/** How long the Automation API may take to notice that the CLI has ended. */
const SETTLE_MS = 2_000;

/**
 * Has the engine read every resource of the state from the clouds and tell what differs. `refresh --preview-only` takes no
 * lock on any backend (local and bucket ones took one before pulumi#22385) and saves nothing: a test has an update hold the lock
 * meanwhile. As that may change things meanwhile, the state is read before and after. Throws StackError.
 */
export async function lookForDrift(session: Session): Promise<Drift> {
  throwIfStopped(session);
  if (await isMissing(session)) throw noSuchStack(session);
  const log = new EngineLog(session);
  const found = new Map<string, DriftedResource>();
  const note = (event: EngineEvent): void => {
    log.onEvent(event);
    const drifted = driftIn(event);
    if (drifted) found.set(drifted.urn, drifted.resource);
  };
  try {
    const workspace = await LocalWorkspace.create({
      pulumiCommand: session.command.asPulumiCommand(),
      projectSettings: { name: session.project, runtime: 'nodejs' },
      envVars: session.env,
      workDir: session.workDir,
    });
    const before = await readState(session);
    const stack = await Stack.select(session.stack, workspace);
    await session.command.guard(stack.previewRefresh({ onEvent: note, signal: session.signal }), SETTLE_MS);
    const inHand = changedMeanwhile(before, await readState(session));
    const settled = [...found].filter(([urn]) => !inHand.has(urn));
    return {
      steps: log.steps,
      drifted: settled.map(([, resource]) => resource),
      inHand: [...inHand].map((urn) => logicalName({ urn })),
    };
  } catch (error) {
    throw saysNoStack(error) ? noSuchStack(session) : log.failure(error, []);
  }
}

/**
 * URNs of what a run has in hand: it is in the middle of an operation on them, or their state has changed between the two
 * looks. What the clouds have of these says nothing of drift.
 */
export function changedMeanwhile(before: StackState, after: StackState): Set<string> {
  const pending = [...before.pending, ...after.pending].map(({ resource }) => resource.urn);
  const now = new Map(after.resources.map((resource) => [resource.urn, JSON.stringify(resource)]));
  const known = new Set(before.resources.map(({ urn }) => urn));
  const changed = before.resources.filter((resource) => now.get(resource.urn) !== JSON.stringify(resource));
  const added = after.resources.filter(({ urn }) => !known.has(urn));
  return new Set([...pending, ...changed.map(({ urn }) => urn), ...added.map(({ urn }) => urn)]);
}

/**
 * What a server keeps from the day it was made, so that the program ignores changes of it, and with it the engine's own
 * comparison: a server that was rescaled by hand would pass for unchanged.
 */
const PINNED_OF_SERVERS = ['serverType', 'location', 'image', 'ipv4Address'];

/** What the engine tells of a resource that it has read, if that is not as the state says. */
export function driftIn({ resOutputsEvent }: EngineEvent): { urn: string; resource: DriftedResource } | undefined {
  if (!resOutputsEvent) return undefined;
  const { op, urn, type, diffs, detailedDiff, old, new: read } = resOutputsEvent.metadata;
  const about = { resource: logicalName({ urn }), type };
  if (op === 'delete') return { urn, resource: { ...about, change: 'delete' } };
  const detailed = Object.keys(detailedDiff ?? {});
  const seen = op === 'update' ? (detailed.length > 0 ? detailed : (diffs ?? [])) : [];
  const pinned = type === SERVER_TYPE_TOKEN ? pinnedDiffs(outputsOf(old), outputsOf(read)) : [];
  const properties = [...new Set([...seen, ...pinned])];
  if (op !== 'update' && properties.length === 0) return undefined;
  return { urn, resource: { ...about, change: 'update', ...(properties.length > 0 && { properties }) } };
}

type Outputs = Readonly<Record<string, unknown>>;
const outputsOf = (state: { outputs?: Outputs } | undefined): Outputs => state?.outputs ?? {};

function pinnedDiffs(state: Outputs, cloud: Outputs): string[] {
  const other = PINNED_OF_SERVERS.filter((name) => name in state && state[name] !== cloud[name]);
  // All other statuses are of a moment. One that is off serves nobody, and nothing turns it on.
  return cloud.status === 'off' && state.status !== 'off' ? [...other, 'status'] : other;
}

function noSuchStack({ stack }: Session): StackError {
  return new StackError(
    'invalid_input',
    `The backend has no stack ${stack}.`,
    'Look for its name by `pulumi stack ls`, and whether this is the right backend.',
  );
}

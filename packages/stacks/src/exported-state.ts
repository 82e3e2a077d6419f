import { z } from 'zod';
import { StackError } from './errors.ts';

/** The bridge's own notes, which it leaves inside the inputs of what was imported. */
const BRIDGE_NOTE = '__defaults';

function withoutBridgeNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutBridgeNotes);
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(value).filter(([key]) => key !== BRIDGE_NOTE);
  return Object.fromEntries(own.map(([key, inner]) => [key, withoutBridgeNotes(inner)]));
}

const Inputs = z.record(z.string(), z.unknown()).transform((inputs) => withoutBridgeNotes(inputs) as typeof inputs);

const ResourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  protect: z.boolean().optional(),
  delete: z.boolean().optional(),
  inputs: Inputs.optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

const OperationSchema = z.object({ type: z.string(), resource: ResourceSchema });

const DeploymentSchema = z.object({
  resources: z.array(ResourceSchema).nullish(),
  pending_operations: z.array(OperationSchema).nullish(),
});

const ExportSchema = z.object({ deployment: DeploymentSchema.nullish() });
const CheckpointSchema = z.object({ checkpoint: z.object({ latest: DeploymentSchema.nullish() }) });

/** A resource as it stands in the state of a stack. Secret inputs are ciphertext objects. */
export type StateResource = z.infer<typeof ResourceSchema>;

/** What a run that died was doing to a resource: `creating`, `updating`, `deleting` … Whether it was done is unknown. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

export interface StackState {
  /** Without those that are left over from a replacement and only wait for their deletion. */
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
  /** Whether an update of it has ever ended well. Then it may hold data, and nothing of it may start over elsewhere. */
  readonly complete: boolean;
}

export const SERVER_TYPE_TOKEN = 'hcloud:index/server:Server';
export const VOLUME_TYPE_TOKEN = 'hcloud:index/volume:Volume';
export const STACK_TYPE_TOKEN = 'pulumi:pulumi:Stack';

/**
 * The state in the output of `pulumi stack export`; an empty one for a stack that was never updated. Throws
 * `state_unreadable`.
 */
export function parseExport(json: string): StackState {
  return stateOf(parse(ExportSchema, json).deployment);
}

/** The state in the file that a local backend keeps of a stack (apitype.VersionedCheckpoint, version 3). Throws `state_unreadable`. */
export function parseCheckpoint(json: string): StackState {
  return stateOf(parse(CheckpointSchema, json).checkpoint.latest);
}

function parse<T>(schema: z.ZodType<T>, json: string): T {
  try {
    return schema.parse(JSON.parse(json));
  } catch (error) {
    const remedy = 'Look whether it was cut off, or written by another version of Pulumi.';
    throw new StackError(
      'state_unreadable',
      "The stack's state is not as Pulumi writes it.",
      remedy,
      String(error),
      error,
    );
  }
}

function stateOf(deployment: z.infer<typeof DeploymentSchema> | null | undefined): StackState {
  const resources = (deployment?.resources ?? []).filter((resource) => resource.delete !== true);
  const pending = deployment?.pending_operations ?? [];
  return {
    resources,
    // The engine's own (the stack, the providers) are nothing in a cloud; the update under way may be making them.
    pending: pending.filter(({ resource }) => !resource.type.startsWith('pulumi:')),
    // A program's outputs reach the state when it has run to the end, and stay there when a later update fails.
    complete: resources.some(({ type, outputs }) => type === STACK_TYPE_TOKEN && outputs?.nodes !== undefined),
  };
}

/** The name that the program gave a resource: the last part of its URN. */
export function logicalName(resource: { urn: string }): string {
  return resource.urn.slice(resource.urn.lastIndexOf('::') + 2);
}

/** Hetzner's name of every protected server, which is our node id; what only a named return may take. */
export function protectedNodes(resources: readonly StateResource[]): string[] {
  return resources
    .filter((resource) => resource.type === SERVER_TYPE_TOKEN && resource.protect === true)
    .map((resource) => String(resource.inputs?.name ?? logicalName(resource)));
}

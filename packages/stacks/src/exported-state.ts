import { z } from 'zod';

const ResourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  protect: z.boolean().optional(),
  delete: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
});

const ExportSchema = z.object({
  deployment: z.object({ resources: z.array(ResourceSchema).nullish() }).nullish(),
});

/** A resource as it stands in the state of a stack. Secret inputs are ciphertext objects. */
export type StateResource = z.infer<typeof ResourceSchema>;

export const SERVER_TYPE_TOKEN = 'hcloud:index/server:Server';

/**
 * The resources in the output of `pulumi stack export`; none for a stack that was never updated. What is left over
 * from a replacement and only waits for its deletion is not among them.
 */
export function parseExport(json: string): StateResource[] {
  const resources = ExportSchema.parse(JSON.parse(json)).deployment?.resources ?? [];
  return resources.filter((resource) => resource.delete !== true);
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

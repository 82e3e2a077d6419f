import { z } from 'zod';
import { Region } from './enums.ts';
import { JobId, StackName, TraceId } from './ids.ts';
import { TemplateId } from './library-manifest.ts';
import { Euros, LibraryPrice } from './library-price.ts';
import { Text } from './library-text.ts';
import { Millis, PageQuery, page } from './paging.ts';

/** The library's API: what is provisioned from a template, from the look before it to its return. */

export const ProvisioningId = z
  .string()
  .regex(/^lib_[a-z0-9]{26}$/, 'a provisioning id is lib_ and a ULID in small letters');

export const ProvisioningStatus = z.enum([
  'provisioning',
  'provisioned',
  'provision_failed',
  'returning',
  'returned',
  'return_failed',
]);
export type ProvisioningStatus = z.infer<typeof ProvisioningStatus>;

/**
 * The moves that there are. From `provision_failed` to `provisioning` only by a retry of the job that failed; those in
 * `DELETABLE` may be taken off the list, and nothing else.
 */
export const PROVISIONING_MOVES = {
  provisioning: ['provisioned', 'provision_failed'],
  provisioned: ['returning'],
  provision_failed: ['provisioning', 'returning'],
  returning: ['returned', 'return_failed'],
  return_failed: ['returning'],
  returned: [],
} as const satisfies Record<ProvisioningStatus, readonly ProvisioningStatus[]>;
export const DELETABLE = ['returned', 'return_failed'] as const satisfies readonly ProvisioningStatus[];

/** As it is typed: what is wrong is told by field, never by a refusal of the whole. */
export const LibraryInputsBody = z.strictObject({
  name: z.string().max(500).normalize('NFC'),
  server_prefix: z.string().max(500),
  network_id: z.int().nullable(),
  subnet: z.string().max(60),
  ssh_key_id: z.int().nullable(),
  server_type: z.string().max(60),
  location: z.string().max(60),
  values: z.record(z.string().max(40), z.string().max(1000)).default({}),
});

export const FieldFaultBody = z.object({
  field: z.string(),
  fault: z.string().describe('One of InputFault.'),
  detail: z.string().optional(),
});

export const PreflightAnswer = z.object({
  faults: z.array(FieldFaultBody).describe('Empty: it may be run.'),
  /** What will be made, as far as the inputs say it. */
  resources: z.array(
    z.object({
      kind: z.enum(['server', 'volume', 'firewall', 'primary_ip', 'network_attachment']),
      name: z.string(),
      about: z.string().describe('Its type, size or range, such as `cx23` or `20 GB`.'),
      price: LibraryPrice,
    }),
  ),
  price: LibraryPrice,
  /** What is tried, in this order: the chosen location, then others of its network zone. */
  offers: z.array(z.object({ server_type: z.string(), location: z.string(), available: z.boolean() })),
  limits: z.array(
    z.object({
      what: z.enum(['servers_of_network', 'user_data_bytes']),
      used: z.int(),
      more: z.int(),
      most: z.int(),
    }),
  ),
  /** When the cloud was last looked at; null where it never was. */
  inventory_seen_at: Millis.nullable(),
  inventory_is_old: z
    .boolean()
    .describe(
      'The cloud was last looked at more than 3 hours ago, or never: what is said here may not be so any more.',
    ),
});
export type PreflightAnswer = z.infer<typeof PreflightAnswer>;

export const CreateProvisioning = z.strictObject({ template: TemplateId, inputs: LibraryInputsBody });
export type CreateProvisioning = z.infer<typeof CreateProvisioning>;

export const ProvisioningSummary = z.object({
  provisioning_id: ProvisioningId,
  name: z.string(),
  template: TemplateId,
  template_name: Text,
  template_version: z.string(),
  status: ProvisioningStatus,
  region: Region,
  location: z.string().describe('Where it stands, or is to stand.'),
  server_type: z.string(),
  job_id: JobId.describe('The job under way, or the last one.'),
  trace_id: TraceId,
  price: LibraryPrice.describe('Of all that it has.'),
  cost_so_far: Euros.describe(
    'By the hours begun since the claim of the run that made it, at most the monthly price a month.',
  ),
  created_by: z.string(),
  created_at: Millis.describe('When it was asked for.'),
  ended_at: Millis.nullable().describe('When the last execution or return ended; null while one goes on.'),
  error_code: z.string().nullable(),
  error_message: z.string().nullable(),
});
export type ProvisioningSummary = z.infer<typeof ProvisioningSummary>;

export const ProvisioningDetail = ProvisioningSummary.extend({
  stack: StackName,
  inputs: LibraryInputsBody,
  attempt: z.int(),
  /** What may be asked for now. The server checks it again. */
  may: z.object({ retry: z.boolean(), return: z.boolean(), delete: z.boolean() }),
  install_minutes: z.int(),
});
export type ProvisioningDetail = z.infer<typeof ProvisioningDetail>;

export const ListProvisioningsQuery = PageQuery.extend({
  status: ProvisioningStatus.optional(),
  template: TemplateId.optional(),
  q: z.string().max(100).normalize('NFC').optional().describe('Part of a name.'),
});
export type ListProvisioningsQuery = z.infer<typeof ListProvisioningsQuery>;
export const ProvisioningPage = page(ProvisioningSummary);
export type ProvisioningPage = z.infer<typeof ProvisioningPage>;

/** One thing at Hetzner that a provisioning has, had, or may still have. */
export const LibraryResource = z.object({
  kind: z.enum(['server', 'volume', 'firewall', 'primary_ip']),
  id: z.string(),
  name: z.string(),
  server_type: z.string().nullable(),
  size_gb: z.number().nullable(),
  location: z.string().nullable(),
  ipv4: z.string().nullable(),
  ipv6: z.string().nullable(),
  private_ip: z.string().nullable(),
  hourly_cost: Euros,
});
export type LibraryResource = z.infer<typeof LibraryResource>;

export const InstallationInfo = z.object({
  outputs: z.array(z.object({ name: z.string(), label: Text, value: z.string() })),
  /** Their values are answered one by one, and each look is written down. */
  secrets: z.array(z.object({ name: z.string(), label: Text })),
  resources: z
    .array(LibraryResource)
    .describe(
      'What it has, as a run told last. After an execution that failed or was cancelled: all that may be there, also what a later inventory has seen and no run told of.',
    ),
  resources_as_of: Millis.nullable().describe(
    'When a run last told what there is, or after a failed run an inventory last saw it, whichever was later; null where neither was. What has happened since, as in a run that was cancelled, is not in it.',
  ),
  left_behind: z
    .array(LibraryResource)
    .describe('After a failed return: what is still there, as far as is known, to be deleted by hand.'),
});
export type InstallationInfo = z.infer<typeof InstallationInfo>;

export const RevealedSecret = z.object({ name: z.string(), value: z.string() });

/** The provisioning's name, as typed. */
export const TypedName = z.strictObject({ name: z.string().max(500).normalize('NFC') });

/** What was asked for, and the job that does it. */
export const ProvisioningStarted = z.object({
  provisioning_id: ProvisioningId,
  status: ProvisioningStatus,
  job_id: JobId,
  trace_id: TraceId,
});
export type ProvisioningStarted = z.infer<typeof ProvisioningStarted>;

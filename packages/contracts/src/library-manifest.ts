import { z } from 'zod';
import { Text } from './library-text.ts';

/**
 * What a template says of itself (`library/<id>/manifest.yaml`). It is checked when the catalogue is built, and the
 * control plane keeps the one that a provisioning was made from: a newer version changes nothing of what runs.
 */

/** Also its folder's name, and part of addresses. */
export const TemplateId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a template id is small letters and digits, with single hyphens between')
  .max(40);

const Version = z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/, 'a version is major.minor.patch');
/** Part of server names and of variable names. */
const Key = z.string().regex(/^[a-z][a-z0-9]{0,11}$/, 'a key is a small letter and up to 11 small letters or digits');
const VariableName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'a name is a small letter and up to 39 small letters, digits or _');

export const TemplateCategory = z.enum(['platform', 'database', 'development', 'collaboration', 'monitoring', 'other']);
export type TemplateCategory = z.infer<typeof TemplateCategory>;

export const PrerequisiteKind = z.enum(['network', 'subnet', 'ssh_key']);
export type PrerequisiteKind = z.infer<typeof PrerequisiteKind>;

const Port = z.strictObject({
  protocol: z.enum(['tcp', 'udp']),
  port: z.int().min(1).max(65535),
  /** `anywhere`; `network`: only from the private network that was chosen; or the key of the one server that may come. */
  from: Key,
  purpose: Text,
});

const TemplateServer = z.strictObject({
  /** Where a template has several, each is named `<prefix>-<key>`; a single one is named `<prefix>`. */
  key: Key,
  purpose: Text,
  /** What is open. SSH is too, to everybody, unless a port 22 says from where. */
  ports: z.array(Port).max(20).default([]),
  /** A volume of its own for data, mounted at /srv/data. */
  volume_gb: z.int().min(10).max(10_240).optional(),
  /** A type is offered as `size` only if each server of the template is served by it. */
  needs: z.strictObject({
    cores: z.int().min(1),
    memory_gb: z.number().min(0.5),
    disk_gb: z.int().min(10),
  }),
});
export type TemplateServer = z.infer<typeof TemplateServer>;

/** From where a port may be open, but for a single server. */
const SOURCES: readonly string[] = ['anywhere', 'network'];

/** Each source of a port exists: another server of the template, or a word that none of them is called. */
function checkSources(servers: readonly TemplateServer[], context: z.RefinementCtx): void {
  servers.forEach(({ key, ports }, index) => {
    if (SOURCES.includes(key)) {
      context.addIssue({ code: 'custom', path: [index, 'key'], message: `${key} says from where a port is open` });
    }
    const others = servers.map((server) => server.key).filter((other) => other !== key);
    const known = [...SOURCES, ...others];
    ports.forEach(({ from }, at) => {
      if (known.includes(from)) return;
      context.addIssue({
        code: 'custom',
        path: [index, 'ports', at, 'from'],
        message: `is one of ${known.join(', ')}`,
      });
    });
  });
}

/** The seven that every template asks for; what each takes is decided by the inventory and library-rules.ts. */
export const STANDARD_FIELDS = ['name', 'server_prefix', 'network', 'subnet', 'ssh_key', 'size', 'location'] as const;

const StandardField = z.strictObject({ type: z.enum(STANDARD_FIELDS), help: Text.optional() });
const valueField = { name: VariableName, label: Text, help: Text.optional() };
/** The value is told to cloud-init as `PREGO_<NAME>`, and may stand in outputs as `{value.<name>}`. */
const TextField = z.strictObject({
  type: z.literal('text'),
  ...valueField,
  /** Of JavaScript, for the whole value. */
  pattern: z.string().max(400),
  /** What the pattern asks for, in words. */
  rule: Text,
  max_length: z.int().min(1).max(255),
  default: z.string().optional(),
});
const ChoiceField = z.strictObject({
  type: z.literal('choice'),
  ...valueField,
  options: z
    .array(z.strictObject({ value: z.string().min(1).max(100), label: Text }))
    .min(2)
    .max(30),
  default: z.string(),
});
export const TemplateField = z.discriminatedUnion('type', [StandardField, TextField, ChoiceField]);
export type TemplateField = z.infer<typeof TemplateField>;

/** Drawn anew for each provisioning, of letters and digits; told to cloud-init as `PREGO_<NAME>`. */
const TemplateSecret = z.strictObject({ name: VariableName, label: Text, length: z.int().min(16).max(64) });
export type TemplateSecret = z.infer<typeof TemplateSecret>;

/** What people need to get in: text with `{server.<key>.ipv4}`, `.private_ip`, `.name`, and `{value.<name>}`. */
const TemplateOutput = z.strictObject({ name: VariableName, label: Text, value: z.string().max(500) });
export type TemplateOutput = z.infer<typeof TemplateOutput>;

const Licence = z.strictObject({
  component: z.string().min(1).max(100),
  /** As it is installed: pinned. */
  version: z.string().min(1).max(60),
  /** An SPDX licence expression (spdx.org/licenses). */
  spdx: z.string().min(1).max(100),
  url: z.url({ protocol: /^https$/ }),
});

export const TemplateManifest = z.strictObject({
  id: TemplateId,
  name: Text,
  summary: Text,
  version: Version,
  category: TemplateCategory,
  keywords: z.array(z.string().min(1).max(40)).max(20).default([]),
  overview: Text,
  features: z.array(Text).min(1).max(20),
  prerequisites: z.array(z.strictObject({ kind: PrerequisiteKind, text: Text })).default([]),
  servers: z.array(TemplateServer).min(1).max(8).superRefine(checkSources),
  fields: z.array(TemplateField).min(STANDARD_FIELDS.length),
  secrets: z.array(TemplateSecret).max(10).default([]),
  outputs: z.array(TemplateOutput).max(20).default([]),
  licences: z.array(Licence).min(1),
  /** How long cloud-init takes to install it once its servers run, in minutes. */
  install_minutes: z.int().min(1).max(120),
  /** Hetzner's name of the image of every server. */
  image: z.string().regex(/^[a-z][a-z0-9.-]{1,40}$/),
});
export type TemplateManifest = z.infer<typeof TemplateManifest>;

/** A template as it is built into the catalogue. */
export const CatalogueTemplate = z.strictObject({
  manifest: TemplateManifest,
  /** The icon, an SVG of its own colours, as text. */
  icon: z.string().max(20_000),
  /** The `#cloud-config` of each server, by its key. */
  cloud_init: z.record(Key, z.string()),
});
export type CatalogueTemplate = z.infer<typeof CatalogueTemplate>;

/**
 * What may be filled in where something is provisioned from the library: the same rules as one types and on the server.
 * Without zod, so that a browser loads only this.
 */

/** Why a field's value is not taken. The console has words for each; the API tells it by field. */
export type InputFault =
  | 'missing'
  | 'too_long'
  | 'not_a_name'
  | 'not_a_prefix'
  | 'pattern'
  | 'not_an_option'
  | 'name_taken'
  | 'server_name_taken'
  | 'unknown_network'
  | 'unknown_subnet'
  | 'unknown_ssh_key'
  | 'unknown_size'
  | 'too_small'
  | 'unknown_location'
  | 'not_sold_there'
  | 'other_network_zone'
  | 'network_full'
  | 'unknown_field';

export interface FieldFault {
  /** `name`, `server_prefix`, … or `values.<name>`. */
  readonly field: string;
  readonly fault: InputFault;
  /** What it clashes with or exceeds, to be shown: another's name, a limit. */
  readonly detail?: string;
}

/** What a form has filled in. Numbers are Hetzner's ids; absent is not chosen yet. */
export interface LibraryInputs {
  readonly name: string;
  readonly server_prefix: string;
  readonly network_id: number | null;
  /** The subnet's range. */
  readonly subnet: string;
  readonly ssh_key_id: number | null;
  readonly server_type: string;
  readonly location: string;
  readonly values: Readonly<Record<string, string>>;
}

/** What the rules need of a template; a `TemplateManifest` has it. */
export interface RuledTemplate {
  readonly servers: readonly {
    readonly key: string;
    readonly needs: { readonly cores: number; readonly memory_gb: number; readonly disk_gb: number };
  }[];
  readonly fields: readonly RuledField[];
}
export type RuledField =
  | { readonly type: 'name' | 'server_prefix' | 'network' | 'subnet' | 'ssh_key' | 'size' | 'location' }
  | { readonly type: 'text'; readonly name: string; readonly pattern: string; readonly max_length: number }
  | { readonly type: 'choice'; readonly name: string; readonly options: readonly { readonly value: string }[] };

/** What people call it: shown in lists, typed to give it back. */
export const PROVISIONING_NAME_MAX = 60;
/** `<prefix>-<key>` is a DNS label of at most 63 characters. */
export const SERVER_PREFIX_MAX = 40;

/**
 * A look at the cloud that is older than this may no longer be true: `inventory.yml` looks every half an hour, so five of
 * its runs are missing.
 */
export const INVENTORY_OLD_AFTER_MS = 3 * 3_600_000;

/**
 * What two provisionings may not share, although they write it in different letters: `Shop` and `shop`, or a `가` in one
 * code point and in two.
 */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase();

/** Marks too: scripts such as Devanagari and Thai write their vowels with them. */
const NAME = /^[\p{L}\p{N}]([\p{L}\p{M}\p{N} ._-]*[\p{L}\p{M}\p{N}])?$/u;
const PREFIX = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** The names of a template's servers, by key: a single one bears the prefix alone. */
export function serverNames(servers: readonly { readonly key: string }[], prefix: string): Record<string, string> {
  const [only] = servers;
  if (servers.length === 1 && only) return { [only.key]: prefix };
  return Object.fromEntries(servers.map(({ key }) => [key, `${prefix}-${key}`]));
}

/** What can be said of the inputs without the inventory. Empty where nothing is wrong. */
export function textFaults({ fields }: RuledTemplate, inputs: LibraryInputs): FieldFault[] {
  const known = new Set(fields.flatMap((field) => ('name' in field ? [field.name] : [])));
  const unknown = Object.keys(inputs.values).filter((name) => !known.has(name));
  return [
    ...nameFaults(inputs.name.normalize('NFC')),
    ...prefixFaults(inputs.server_prefix),
    ...choiceFaults(inputs),
    ...fields.flatMap((field) => ('name' in field ? valueFaults(field, given(inputs, field.name)) : [])),
    ...unknown.map((name): FieldFault => ({ field: `values.${name}`, fault: 'unknown_field' })),
  ];
}

function nameFaults(name: string): FieldFault[] {
  if (name === '') return [{ field: 'name', fault: 'missing' }];
  if (name.length > PROVISIONING_NAME_MAX) {
    return [{ field: 'name', fault: 'too_long', detail: String(PROVISIONING_NAME_MAX) }];
  }
  return NAME.test(name) ? [] : [{ field: 'name', fault: 'not_a_name' }];
}

function prefixFaults(prefix: string): FieldFault[] {
  const field = 'server_prefix';
  if (prefix === '') return [{ field, fault: 'missing' }];
  if (prefix.length > SERVER_PREFIX_MAX) return [{ field, fault: 'too_long', detail: String(SERVER_PREFIX_MAX) }];
  return PREFIX.test(prefix) && !prefix.includes('--') ? [] : [{ field, fault: 'not_a_prefix' }];
}

function choiceFaults({ network_id, subnet, ssh_key_id, server_type, location }: LibraryInputs): FieldFault[] {
  const chosen = { network_id, subnet, ssh_key_id, server_type, location };
  return Object.entries(chosen).flatMap(([field, value]): FieldFault[] =>
    value === null || value === '' ? [{ field, fault: 'missing' }] : [],
  );
}

/** Its own only: a field may be named `constructor`, which every object has. */
const given = ({ values }: LibraryInputs, name: string): string =>
  Object.hasOwn(values, name) ? (values[name] ?? '') : '';

function valueFaults(field: Extract<RuledField, { name: string }>, value: string): FieldFault[] {
  const at = `values.${field.name}`;
  if (value === '') return [{ field: at, fault: 'missing' }];
  if (field.type === 'choice') {
    return field.options.some((option) => option.value === value) ? [] : [{ field: at, fault: 'not_an_option' }];
  }
  if (value.length > field.max_length) return [{ field: at, fault: 'too_long', detail: String(field.max_length) }];
  return new RegExp(`^(?:${field.pattern})$`, 'u').test(value) ? [] : [{ field: at, fault: 'pattern' }];
}

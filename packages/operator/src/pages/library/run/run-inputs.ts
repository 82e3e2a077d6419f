import type { LibraryChoices, LibraryInputs, TemplateField, TemplateManifest } from '@prego/contracts';
import { SERVER_PREFIX_MAX } from '@prego/contracts/library-rules';
import { locationsFor, subnetsOf } from './offered.ts';
import type { InputName, RunSearch } from './run-search.ts';

const INPUT_OF = {
  name: 'name',
  server_prefix: 'server_prefix',
  network: 'network_id',
  subnet: 'subnet',
  ssh_key: 'ssh_key_id',
  size: 'server_type',
  location: 'location',
} as const;

/** The name by which the API knows a field of a manifest. */
export const inputNameOf = (field: TemplateField): InputName =>
  field.type === 'text' || field.type === 'choice' ? `values.${field.name}` : INPUT_OF[field.type];

/** What stands in a field as text; '' where nothing does. */
export const textIn = ({ values, ...inputs }: LibraryInputs, name: InputName): string =>
  name.startsWith('values.')
    ? (values[name.slice('values.'.length)] ?? '')
    : String(inputs[name as keyof typeof inputs] ?? '');

/** The inputs that a choice makes: a prefix like the name until one is typed, and a template's own defaults. */
export function inputsOf(chosen: RunSearch, { fields }: Pick<TemplateManifest, 'fields'>): LibraryInputs {
  const name = chosen.name ?? '';
  return {
    name,
    server_prefix: chosen.server_prefix ?? prefixFor(name),
    network_id: idOf(chosen.network_id),
    subnet: chosen.subnet ?? '',
    ssh_key_id: idOf(chosen.ssh_key_id),
    server_type: chosen.server_type ?? '',
    location: chosen.location ?? '',
    values: Object.fromEntries(
      fields.flatMap((field) =>
        'name' in field ? [[field.name, chosen[`values.${field.name}`] ?? field.default ?? '']] : [],
      ),
    ),
  };
}

/**
 * The choice with what can only be meant where nothing was chosen yet: the one network that there is, its one subnet, and so
 * on. It is then chosen, and stays so when there are more of them later.
 */
export function withSole(chosen: RunSearch, choices: LibraryChoices): RunSearch {
  const next = { ...chosen };
  const propose = (name: InputName, value: string | number | undefined) => {
    if (next[name] === undefined && value !== undefined) next[name] = String(value);
  };
  propose('network_id', only(choices.networks)?.id);
  propose('ssh_key_id', only(choices.ssh_keys)?.id);
  propose('subnet', only(subnetsOf(idOf(next.network_id), choices))?.ip_range);
  propose('server_type', only(choices.sizes)?.server_type);
  propose('location', only(locationsIn(next, choices))?.name);
  return next;
}

/**
 * What is chosen once `name` was set to `value` ('' is none), without what can't be kept beside it: the subnet of another
 * network, a location of another network zone or Hetzner project. A location where the size is not sold stays: whoever goes
 * through the sizes one by one would else lose it on the way. The pre-flight says that they don't go together.
 */
export function choose(chosen: RunSearch, name: InputName, value: string, choices: LibraryChoices): RunSearch {
  const next: RunSearch = { ...chosen, [name]: value };
  if (name === 'network_id') delete next.subnet;
  if (name !== 'network_id' && name !== 'subnet') return withSole(next, choices);
  const { location, ...rest } = next;
  const keeps = locationsIn(withSole(rest, choices), choices).some(({ name }) => name === location);
  return withSole(keeps ? next : rest, choices);
}

const locationsIn = ({ network_id, subnet = '' }: RunSearch, choices: LibraryChoices): LibraryChoices['locations'] =>
  locationsFor({ network_id: idOf(network_id), subnet }, choices);

/** A server prefix that stands nearest to a name; '' where none does, such as for one in Korean. */
export function prefixFor(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '');
  return plain.slice(0, SERVER_PREFIX_MAX).replace(/-+$/, '');
}

/** An id of Hetzner's; null where the text is none. */
const idOf = (text = ''): number | null => (/^[1-9]\d{0,14}$/.test(text) ? Number(text) : null);

const only = <Item>(items: readonly Item[]): Item | undefined => (items.length === 1 ? items[0] : undefined);

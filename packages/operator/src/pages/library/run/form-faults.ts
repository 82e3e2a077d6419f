import type { FieldFault, LibraryInputs, PreflightAnswer, TemplateManifest, TemplateServer } from '@prego/contracts';
import { textFaults } from '@prego/contracts/library-rules';
import { inputNameOf } from './run-inputs.ts';

/** A fault as the API tells it: a newer control plane may know more kinds than this page. */
export type ToldFault = PreflightAnswer['faults'][number];

/** What the pre-flight said, and of what. */
export interface Answered {
  readonly inputs: LibraryInputs;
  readonly answer: PreflightAnswer;
  /** When it was said, ms since 1970. */
  readonly checkedAt: number;
}

/** On which inputs the verdict about a field rests. */
const RESTS_ON: Readonly<Record<string, readonly (keyof LibraryInputs)[]>> = {
  name: ['name'],
  server_prefix: ['server_prefix'],
  network_id: ['network_id', 'location'],
  subnet: ['network_id', 'subnet'],
  ssh_key_id: ['ssh_key_id', 'location'],
  server_type: ['server_type', 'location'],
  location: ['network_id', 'subnet', 'server_type', 'location'],
};

/**
 * What is wrong with the inputs as they stand, one fault a field, in the order of the form: first what the rules say at
 * once, then what the last pre-flight said of what has not changed since.
 */
export function formFaults(
  manifest: Pick<TemplateManifest, 'servers' | 'fields'>,
  inputs: LibraryInputs,
  answered: Answered | undefined,
): ToldFault[] {
  const told = answered?.answer.faults.filter(({ field }) => holds(field, answered.inputs, inputs)) ?? [];
  const all: readonly ToldFault[] = [...textFaults(manifest, inputs), ...told];
  const order: readonly string[] = manifest.fields.map(inputNameOf);
  const place = ({ field }: ToldFault) => (order.includes(field) ? order.indexOf(field) : order.length);
  return all
    .filter(({ field }, at) => all.findIndex((other) => other.field === field) === at)
    .sort((a, b) => place(a) - place(b));
}

function holds(field: string, then: LibraryInputs, now: LibraryInputs): boolean {
  if (field.startsWith('values.')) {
    const name = field.slice('values.'.length);
    return then.values[name] === now.values[name];
  }
  const names = RESTS_ON[field];
  return names ? names.every((name) => then[name] === now[name]) : sameInputs(then, now);
}

/** Whether servers can be named by the prefix. */
export const isPrefix = (inputs: LibraryInputs, servers: readonly TemplateServer[]): boolean =>
  !textFaults({ servers, fields: [] }, inputs).some(({ field }) => field === 'server_prefix');

/** Whether both names are such that they could be given: only then does no clash say anything. */
export const areNamesRight = (inputs: LibraryInputs, servers: readonly TemplateServer[]): boolean =>
  !textFaults({ servers, fields: [] }, inputs).some(({ field }) => field === 'name' || field === 'server_prefix');

/** Whether both say the same. */
export const sameInputs = (a: LibraryInputs, b: LibraryInputs): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * Whether typing on may mend it, so that it is not said before the field is left: nothing is there yet, or what is there
 * would be right with one letter more.
 */
export function isUnfinished(
  { field, fault }: Pick<FieldFault, 'field'> & { readonly fault: string },
  manifest: Pick<TemplateManifest, 'servers' | 'fields'>,
  inputs: LibraryInputs,
): boolean {
  if (fault === 'missing' || fault === 'pattern') return true;
  if (fault !== 'not_a_name' && fault !== 'not_a_prefix') return false;
  const more = { ...inputs, name: `${inputs.name}a`, server_prefix: `${inputs.server_prefix}a` };
  return !textFaults(manifest, more).some((other) => other.field === field);
}

import { textOf } from '../../../plain-search.ts';

/** The seven that every template asks for, by the names that the API has for them. */
export const STANDARD_INPUTS = [
  'name',
  'server_prefix',
  'network_id',
  'subnet',
  'ssh_key_id',
  'server_type',
  'location',
] as const;

/** A field of the form, as a fault of the API names it. */
export type InputName = (typeof STANDARD_INPUTS)[number] | `values.${string}`;

/**
 * What the address of the form says: what someone has chosen, so that a page that is read again has it still. Nothing of it
 * is secret: passwords are made by the control plane.
 */
export type RunSearch = Partial<Record<InputName, string>>;

/** The fields of a template's own; names are as a manifest may have them. */
const OWN = /^values\.[a-z][a-z0-9_]{0,39}$/;
/** As long as the API takes a value. */
const LONGEST = 500;

export function runSearch(raw: Record<string, unknown>): RunSearch {
  const search: RunSearch = {};
  for (const [key, value] of Object.entries(raw)) {
    const text = textOf(value);
    if (isInput(key) && text !== undefined && text.length <= LONGEST) search[key] = text;
  }
  return search;
}

const isInput = (key: string): key is InputName => OWN.test(key) || STANDARD_INPUTS.some((name) => name === key);

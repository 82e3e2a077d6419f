import type { Labels } from './documents.ts';
import { invalidInput } from './errors.ts';

// Source of the lengths and character sets: Hetzner Cloud API docs, "Labels" (the rules are those of Kubernetes).
const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?';
const DNS_LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const KEY = `(?:${DNS_LABEL}(?:\\.${DNS_LABEL})*/)?${NAME}`;
const VALUE = `(?:${NAME})?`;
const PREFIX_LENGTH_MAX = 253;
const RESERVED_PREFIX = 'hetzner.cloud/';

const WHOLE_KEY = new RegExp(`^${KEY}$`);
const WHOLE_VALUE = new RegExp(`^${VALUE}$`);

/** The labels of a request's body, checked by the vendor's rules; none where the field is absent. */
export function validateLabels(value: unknown): Labels {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalidInput('labels', 'must be an object');
  for (const [key, labelValue] of Object.entries(value)) {
    if (!isKey(key) || key.startsWith(RESERVED_PREFIX))
      throw invalidInput('labels', `label key '${key}' is not correctly formatted`);
    if (typeof labelValue !== 'string' || !WHOLE_VALUE.test(labelValue)) {
      throw invalidInput('labels', `label value '${labelValue}' (key: ${key}) is not correctly formatted`);
    }
  }
  return value as Labels;
}

function isKey(key: string): boolean {
  return WHOLE_KEY.test(key) && key.lastIndexOf('/') <= PREFIX_LENGTH_MAX;
}

type Requirement = (labels: Labels) => boolean;

/**
 * Whether labels meet a selector such as `env=prod,tier!=db,zone in (a,b),!legacy`. As in Kubernetes, a label
 * that is absent differs from every value: `k!=v` and `k notin (…)` hold without it.
 */
export function parseSelector(text: string): Requirement {
  if (text.trim() === '') return () => true;
  const requirements = splitAtCommas(text).map((part) => parseRequirement(part.trim(), text));
  return (labels) => requirements.every((requirement) => requirement(labels));
}

/** Splits at the commas that stand outside parentheses. */
function splitAtCommas(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}

const ABSENT = new RegExp(`^!\\s*(${KEY})$`);
const PRESENT = new RegExp(`^(${KEY})$`);
const COMPARED = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*(${VALUE})$`);
const LISTED = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);

function parseRequirement(part: string, selector: string): Requirement {
  const [, absent] = ABSENT.exec(part) ?? [];
  if (absent !== undefined) return (labels) => !Object.hasOwn(labels, absent);

  const [, present] = PRESENT.exec(part) ?? [];
  if (present !== undefined) return (labels) => Object.hasOwn(labels, present);

  const [, key, operator, value] = COMPARED.exec(part) ?? [];
  if (key !== undefined) return (labels) => (labels[key] === value) === (operator !== '!=');

  const [, listedKey, listOperator, list] = LISTED.exec(part) ?? [];
  if (listedKey === undefined || list === undefined) throw badSelector(selector);
  const values = list.split(',').map((item) => item.trim());
  if (!values.every((item) => WHOLE_VALUE.test(item))) throw badSelector(selector);
  return (labels) => values.includes(labels[listedKey] as string) === (listOperator === 'in');
}

function badSelector(selector: string): Error {
  return invalidInput('label_selector', `label selector '${selector}' is not correctly formatted`);
}

import { html } from 'hono/html';
import type { Schema } from './types.ts';

/** Deeper than this a nested object is named and not shown: no route has a body of more levels that people read. */
const MAX_DEPTH = 4;

/** A schema's fields as rows of a list, nested ones within theirs. */
export function fieldsOf(schema: Schema, depth = 0): unknown {
  const inner = innerOf(schema);
  const properties = Object.entries(inner.properties ?? {});
  if (properties.length === 0 || depth >= MAX_DEPTH) return '';
  return html`<ul>${properties.map(
    ([name, field]) =>
      html`<li><code>${name}</code> ${inner.required?.includes(name) ? '' : html`<i>optional</i> `}${typeOf(field)}${
        field.description ? html` · ${field.description}` : ''
      }${fieldsOf(field, depth + 1)}</li>`,
  )}</ul>`;
}

/** A schema in a few words: `text`, `one of a, b`, `list of whole number from 1 to 200`. */
export function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return `one of ${schema.enum.map((value) => String(value)).join(', ')}`;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.allOf) return typeOf(innerOf(schema));
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const types = [schema.type ?? 'anything'].flat();
  const words = types.filter((type) => type !== 'null').map((type) => WORDS[type] ?? type);
  return `${words.join(' or ')}${limitsOf(schema)}${types.includes('null') ? ' or null' : ''}`;
}

const WORDS: Readonly<Record<string, string>> = { string: 'text', integer: 'whole number', boolean: 'true or false' };

function limitsOf(schema: Schema): string {
  const { format, pattern, maxLength, default: preset } = schema;
  // zod bounds every integer by what a double holds exactly: that is no limit that anyone means.
  const bound = (value: number | undefined) =>
    value !== undefined && Math.abs(value) !== Number.MAX_SAFE_INTEGER ? value : undefined;
  const [from, to] = [bound(schema.minimum), bound(schema.maximum)];
  return [
    format ? ` (${format})` : '',
    from !== undefined ? ` from ${from}` : '',
    to !== undefined ? ` up to ${to}` : '',
    maxLength !== undefined ? ` of at most ${maxLength} characters` : '',
    pattern && !format ? ` like ${pattern}` : '',
    preset !== undefined ? `, ${JSON.stringify(preset)} if not given` : '',
  ].join('');
}

/** What holds the fields: the items of a list, the object among the choices, the parts of `allOf` in one. */
function innerOf(schema: Schema): Schema {
  if (schema.items) return innerOf(schema.items);
  const choice = (schema.anyOf ?? schema.oneOf)?.find((one) => one.properties ?? one.items);
  if (choice) return innerOf(choice);
  if (!schema.allOf) return schema;
  return {
    properties: Object.assign({}, ...schema.allOf.map((part) => part.properties ?? {})),
    required: schema.allOf.flatMap((part) => part.required ?? []),
  };
}

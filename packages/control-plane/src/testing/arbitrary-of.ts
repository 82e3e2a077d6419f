import fc from 'fast-check';
import type { Schema } from '../docs/types.ts';

/** Values by the name of their field, so that some requests meet what is there. */
export type Hints = Readonly<Record<string, readonly unknown[]>>;

const INTEGERS = [0, -1, 1, 2 ** 31, 2 ** 53, -(2 ** 53), 1e300, 4e18];

/** What no schema asks for: any JSON, strange texts, numbers past every bound. */
export const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...INTEGERS, '', ' ', '\u0000', '%', "' OR 1=1 --", '__proto__', '🙂'.repeat(40), 'x'.repeat(5000)),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** How values are made: what fields of some names may hold, and how much of it, at any depth, is nonsense (in 100). */
export interface Making {
  readonly hints: Hints;
  readonly nonsense: number;
}

/** Values that a JSON schema asks for; what no schema says (`refine`) may still be wrong with them. */
export function arbitraryOf(schema: Schema, making: Making, name = ''): fc.Arbitrary<unknown> {
  const known = making.hints[name];
  const fitting = fittingOf(schema, making, name);
  return fc.oneof(
    { weight: 100 - making.nonsense, arbitrary: fitting },
    ...(known ? [{ weight: 3 * (100 - making.nonsense), arbitrary: fc.constantFrom(...known) }] : []),
    { weight: making.nonsense, arbitrary: nonsense },
  );
}

function fittingOf(schema: Schema, making: Making, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, making, name)));
  if (schema.allOf) return arbitraryOf(Object.assign({}, ...schema.allOf), making, name);
  const types = [schema.type ?? 'anything'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, making, name)));
}

function ofType(type: string, schema: Schema, making: Making, name: string): fc.Arbitrary<unknown> {
  if (type === 'string') return textOf(schema);
  if (type === 'boolean') return fc.boolean();
  if (type === 'null') return fc.constant(null);
  if (type === 'integer') return fc.integer({ ...within(schema, 2 ** 31 - 1) });
  if (type === 'number') return fc.double({ ...within(schema, 1e12), noNaN: true });
  if (type === 'array') return fc.array(arbitraryOf(schema.items ?? {}, making, name), { maxLength: 4 });
  if (type === 'object') return objectOf(schema, making);
  // A number that is coerced from the text of a query says nothing of itself.
  return making.nonsense === 0 ? fc.nat({ max: 100 }) : nonsense;
}

function textOf({ pattern, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  const texts = fc.string({ maxLength: Math.min(maxLength, 200) });
  if (!pattern) return texts;
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    // A pattern with a look-ahead, which fast-check does not make texts for.
    return texts;
  }
}

function objectOf(schema: Schema, making: Making): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {});
  const shape = Object.fromEntries(fields.map(([name, field]) => [name, arbitraryOf(field, making, name)]));
  const requiredKeys = (schema.required ?? []).filter((name) => name in shape);
  const whole = fc.record(shape, { requiredKeys });
  if (typeof schema.additionalProperties !== 'object') return whole;
  return fc.dictionary(fc.string({ maxLength: 20 }), arbitraryOf(schema.additionalProperties, making), { maxKeys: 3 });
}

function within({ minimum, maximum }: Schema, bound: number): { min: number; max: number } {
  return { min: Math.max(minimum ?? -bound, -bound), max: Math.min(maximum ?? bound, bound) };
}

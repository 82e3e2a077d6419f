import { z } from 'zod';

/**
 * Booleans cross workflow inputs, queue messages and older callers as strings. This is the one place that turns them
 * into booleans and back. `''` is what GitHub sends for an input that was not given: it means false.
 */
const SPELLINGS = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['true', true],
  ['false', false],
  ['', false],
]);

/** Takes `true`, `false`, `"true"`, `"false"` and `''`; refuses anything else, by the field's name (zod's path). */
export const WireBoolean = z.unknown().transform((value, context): boolean => {
  const known = SPELLINGS.get(value);
  if (known !== undefined) return known;
  context.addIssue({
    code: 'custom',
    message: `expected "true" or "false", got ${JSON.stringify(value) ?? 'nothing'}`,
  });
  return z.NEVER;
});

/** `"true"` or `"false"`, as a workflow input and a queue message carry it. */
export const toWire = (value: boolean): 'true' | 'false' => (value ? 'true' : 'false');

/** The form of contracts' OperatorKeyName, whose value would bring zod along; a test holds the two together. */
const KEY_NAME = /^[a-z0-9]([a-z0-9._-]{0,38}[a-z0-9])?$/;

/**
 * Why no key of that name can be made; undefined where one can. `keys`: all that there are, revoked ones too, so that a name
 * in the history is always the same person's.
 */
export function nameFault(
  name: string,
  keys: readonly { readonly name: string }[],
): 'missing' | 'form' | 'taken' | undefined {
  if (name === '') return 'missing';
  if (!KEY_NAME.test(name)) return 'form';
  return keys.some((key) => key.name === name) ? 'taken' : undefined;
}

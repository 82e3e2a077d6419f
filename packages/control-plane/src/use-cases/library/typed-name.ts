import { ApiError } from '../../api-error.ts';

/** Passes the very name, letter by letter; both are in NFC, as the contracts take them. Throws `name_mismatch`. */
export function requireTypedName(
  row: { readonly provisioning_id: string; readonly name: string },
  typed: string,
): void {
  if (typed === row.name) return;
  throw new ApiError('name_mismatch', `The name of ${row.provisioning_id} is ${row.name}.`);
}

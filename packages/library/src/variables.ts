import type { TemplateManifest } from '@prego/contracts';

/** What the stacks program writes into /etc/prego/values.env for every server, by the names without `PREGO_`. */
const ALWAYS = ['provisioning', 'server_name', 'server_key', 'private_ip'];

/** The names that the program itself takes: no value or secret may have one. */
export function ownVariables({ servers }: { readonly servers: readonly { readonly key: string }[] }): string[] {
  return [...ALWAYS, ...(servers.length > 1 ? servers.map(({ key }) => `${key}_private_ip`) : [])];
}

/** The names of the values that a run is asked for. */
export function valueNames({ fields }: Pick<TemplateManifest, 'fields'>): string[] {
  return fields.flatMap((field) => ('name' in field ? [field.name] : []));
}

/** As a script reads it: `private_ip` is `PREGO_PRIVATE_IP`. */
export const variableOf = (name: string): string => `PREGO_${name.toUpperCase()}`;

/** All variables that a text mentions. */
export function variablesIn(text: string): string[] {
  return [...new Set(text.match(/\bPREGO_\w+/g) ?? [])];
}

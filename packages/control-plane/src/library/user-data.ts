import { type CatalogueTemplate, type FieldFault, type LibraryInputs, serverNames } from '@prego/contracts';

/** Hetzner takes no more in one server's user data (docs.hetzner.cloud: servers, `user_data`). */
export const MAX_USER_DATA_BYTES = 32_768;

/** Hardening, host rules and the volume's mount, which the stack adds: up to 4.3 kB in the catalogue of now, and room to grow. */
const ADDED_BYTES = 5_120;
/** A line of values.env beside its name and value: `PREGO_`, `=`, two quotes, a line's end, and the file's indentation. */
const LINE_BYTES = 16;
/** The longest private address. */
const ADDRESS_BYTES = 15;
/** The names that values.env has beside those of the template: which provisioning, server, key and address it is. */
const OWN_LINES = ['PROVISIONING', 'SERVER_NAME', 'SERVER_KEY', 'PRIVATE_IP'];

/** How much user data the fullest server gets: `used` of the template's own, `more` by this run. An estimate in bytes. */
export function userDataBytes(
  { manifest, cloud_init }: Pick<CatalogueTemplate, 'manifest' | 'cloud_init'>,
  { name, server_prefix, values }: Pick<LibraryInputs, 'name' | 'server_prefix' | 'values'>,
): { used: number; more: number } {
  const names = serverNames(manifest.servers, server_prefix);
  const line = (key: string, length: number) => LINE_BYTES + key.length + length;
  const lines = [
    ...Object.entries(values).map(([key, value]) => line(key, bytesOf(value))),
    ...manifest.secrets.map((secret) => line(secret.name, secret.length)),
    ...manifest.servers.map(({ key }) => line(`${key}_PRIVATE_IP`, ADDRESS_BYTES)),
    ...OWN_LINES.map((own) => line(own, ADDRESS_BYTES)),
    bytesOf(name) + Math.max(...Object.values(names).map(bytesOf)),
  ];
  return {
    used: ADDED_BYTES + Math.max(...Object.values(cloud_init).map(bytesOf)),
    more: lines.reduce((sum, bytes) => sum + bytes, 0),
  };
}

/** The longest value, where all together is more than Hetzner takes. Its detail is how many characters it may have. */
export function userDataFaults(
  template: Pick<CatalogueTemplate, 'manifest' | 'cloud_init'>,
  inputs: Pick<LibraryInputs, 'name' | 'server_prefix' | 'values'>,
): FieldFault[] {
  const { used, more } = userDataBytes(template, inputs);
  const excess = used + more - MAX_USER_DATA_BYTES;
  if (excess <= 0) return [];
  const typed = Object.entries(inputs.values).map(([name, value]) => [`values.${name}`, value] as const);
  const [[field, value]] = [...typed, ['name', inputs.name] as const].toSorted(
    ([, a], [, b]) => bytesOf(b) - bytesOf(a),
  ) as [readonly [string, string]];
  // A character has a byte or more, so that without as many characters there are at least as many bytes less.
  return [{ field, fault: 'too_long', detail: String(Math.max(0, value.length - excess)) }];
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

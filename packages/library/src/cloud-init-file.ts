/** The file with the cloud-init of a template's server: a single one needs no key in its name. */
export function cloudInitFile(servers: readonly { readonly key: string }[], key: string): string {
  return servers.length === 1 ? 'cloud-init.yaml' : `cloud-init.${key}.yaml`;
}

import type { InstallationInfo, LibraryResource, TemplateManifest } from '@prego/contracts';
import { serverNames } from '@prego/contracts';

const PLACE = /\{([a-z][a-z0-9_.]*)\}/g;

/**
 * A template's outputs with what they name filled in: addresses and names of servers, and values. One that names what is
 * not known, such as the address of a server that is not there, is left out: half an address leads nowhere.
 */
export function filledOutputs(
  { outputs, servers }: Pick<TemplateManifest, 'outputs' | 'servers'>,
  { server_prefix, values }: { readonly server_prefix: string; readonly values: Readonly<Record<string, string>> },
  resources: readonly LibraryResource[],
): InstallationInfo['outputs'] {
  const known = new Map(Object.entries(values).map(([name, value]) => [`value.${name}`, value]));
  for (const [key, name] of Object.entries(serverNames(servers, server_prefix))) {
    const server = resources.find((resource) => resource.kind === 'server' && resource.name === name);
    if (!server) continue;
    known.set(`server.${key}.name`, server.name);
    if (server.ipv4 !== null) known.set(`server.${key}.ipv4`, server.ipv4);
    if (server.private_ip !== null) known.set(`server.${key}.private_ip`, server.private_ip);
  }
  return outputs.flatMap(({ name, label, value }) => {
    const places = [...value.matchAll(PLACE)].map(([, place = '']) => place);
    if (places.some((place) => !known.has(place))) return [];
    return [{ name, label, value: value.replace(PLACE, (_, place: string) => known.get(place) ?? '') }];
  });
}

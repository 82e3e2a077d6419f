import type { TemplateServer } from '@prego/contracts';
import { isSold } from './offers.ts';
import type { LibraryWorld, WorldServerType } from './world.ts';

type Needs = TemplateServer['needs'];

/** What a type must have to serve each of the servers, as all are of one size. */
export function neededBy(servers: readonly { readonly needs: Needs }[]): Needs {
  const most = (of: keyof Needs) => Math.max(...servers.map(({ needs }) => needs[of]));
  return { cores: most('cores'), memory_gb: most('memory_gb'), disk_gb: most('disk_gb') };
}

export const fits = (type: Pick<WorldServerType, keyof Needs>, needs: Needs): boolean =>
  type.cores >= needs.cores && type.memory_gb >= needs.memory_gb && type.disk_gb >= needs.disk_gb;

/** Those that serve each of the servers and are sold in a location of ours, the smallest first. */
export function sizesFor(
  servers: readonly { readonly needs: Needs }[],
  { server_types, locations }: Pick<LibraryWorld, 'server_types' | 'locations'>,
): WorldServerType[] {
  const needs = neededBy(servers);
  return server_types
    .filter((type) => fits(type, needs) && locations.some(({ name }) => isSold(type, name)))
    .toSorted(
      (a, b) => a.cores - b.cores || a.memory_gb - b.memory_gb || a.disk_gb - b.disk_gb || a.name.localeCompare(b.name),
    );
}

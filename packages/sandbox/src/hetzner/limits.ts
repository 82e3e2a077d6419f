import type { Project } from '../core/projects.ts';
import { serverTypeByIdOrName } from './catalog/server-types.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';

/** Refuses what would take the project beyond its servers or cores. Servers that are off count too. */
export function refuseBeyondLimits(hetzner: Hetzner, project: Project, cores: number): void {
  const servers = hetzner.servers.list(project.id);
  if (servers.length + 1 > project.limits.servers) {
    throw new HetznerError('resource_limit_exceeded', 'server limit exceeded');
  }
  const used = servers.reduce((sum, server) => sum + (serverTypeByIdOrName(server.serverType)?.cores ?? 0), 0);
  if (used + cores > project.limits.cores) throw new HetznerError('resource_limit_exceeded', 'core limit exceeded');
}

import type { Load } from '../boot/load.ts';
import type { Cloudflare } from '../cloudflare/cloudflare.ts';
import type { Core } from '../core/core.ts';
import type { Project } from '../core/projects.ts';
import type { Github } from '../github/github.ts';
import type { Hetzner } from '../hetzner/hetzner.ts';
import { ControlError } from './errors.ts';

/** What the control surface looks at and turns. */
export interface Control {
  core: Core;
  hetzner: Hetzner;
  cloudflare: Cloudflare;
  github: Github;
  /** The machines that run now, as they describe themselves; false for a server that has none. */
  machines: { list(): unknown[]; setLoad(serverId: number, change: Partial<Load>): boolean };
}

/** The project that a path names. */
export function pathProject(control: Control, id: string | undefined): Project {
  const project = control.core.projects.byId(Number(id));
  if (!project)
    throw new ControlError(404, 'not_found', `There is no project ${id}. GET /_sandbox/projects lists them.`);
  return project;
}

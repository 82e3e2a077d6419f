import type { Context } from 'hono';
import type { Project } from '../core/projects.ts';
import { type Control, pathProject } from './control.ts';

/** The project that the query names, else the first. */
export function chosenProject(control: Control, c: Context): Project {
  return pathProject(control, c.req.query('project') ?? String(control.core.projects.all()[0]?.id));
}

import { budgetOwners } from '../github/auth.ts';
import { setUnavailable } from '../hetzner/catalog/server-types.ts';
import type { Control } from './control.ts';

/** Kept when a project is emptied: the customer's addresses and keys, and what its repository is and may. */
const KEPT_KINDS = [
  ...['zone', 'github_repository', 'github_workflow', 'github_app', 'github_token'],
  ...['github_secret', 'github_variable'],
];

/**
 * Empties one project as if it were new: resources, running actions, DNS records, workflow runs and bills go, budgets are full
 * again; its tokens, limits, zones and repository stay. Ids are not handed out again.
 */
export function emptyProject(control: Control, project: number): void {
  const { store } = control.core;
  store.transaction(() => {
    const kept = KEPT_KINDS.map(() => '?').join();
    store.db.prepare(`DELETE FROM document WHERE project = ? AND kind NOT IN (${kept})`).run(project, ...KEPT_KINDS);
    store.db.prepare('DELETE FROM due WHERE project = ?').run(project);
    store.db.prepare('DELETE FROM ledger WHERE project = ?').run(project);
    control.github.logs.forget(project);
  });
  fillBudgets(control, project);
  control.core.changed();
}

/** Removes the project with all that it held; its tokens open nothing any more. */
export function removeProject(control: Control, project: number): void {
  const { store, projects } = control.core;
  store.transaction(() => {
    emptyProject(control, project);
    store.db.prepare('DELETE FROM document WHERE project = ?').run(project);
    projects.remove(project);
  });
}

/** Empties every project, and forgets the journal, the faults and what is sold out. The clock goes on: it never runs back. */
export function resetAll(control: Control): void {
  const { core, hetzner } = control;
  core.store.transaction(() => {
    for (const project of core.projects.all()) emptyProject(control, project.id);
    core.store.db.exec('DELETE FROM journal');
    core.faults.clear();
    setUnavailable(hetzner, []);
  });
}

function fillBudgets(control: Control, id: number): void {
  const { core, hetzner, cloudflare, github } = control;
  const project = core.projects.byId(id);
  if (project) hetzner.rateLimits.drainTo(project, project.limits.requestsPerHour, core.clock.now());
  cloudflare.rateLimit.refill(id);
  for (const owner of budgetOwners(github, id)) github.rateLimits.refill(owner);
}

import { isoSeconds } from '../core/clock.ts';
import type { ActionDocument, ResourceType } from './documents.ts';
import { EFFECTS, type EffectName } from './effects.ts';
import { HetznerError } from './errors.ts';
import type { Hetzner } from './hetzner.ts';

/**
 * How long actions take here, in milliseconds of sandbox time: long enough that clients must poll and that a
 * second request meets `locked`, short enough for a demo. The real ones take seconds (docs/sandbox-differences.md).
 */
const ACTION_MS: Record<string, number> = { create_server: 600, start_server: 300, create_volume: 200 };
const OTHER_ACTION_MS = 150;

export interface NewAction {
  project: number;
  now: number;
  command: string;
  resources: { id: number; type: ResourceType }[];
  /** What changes when the action succeeds; absent where the request itself has changed everything. */
  effect?: { name: EffectName; args: unknown };
  /** What changes when it fails, such as taking back what the request has changed already. */
  failureEffect?: { name: EffectName; args: unknown };
  /** Begins when this one ends, and fails with it: the `next_actions` of a create. */
  after?: ActionDocument;
}

/** Starts an action that ends by itself when its time has come. A fault may have decided that it ends in error. */
export function startAction(hetzner: Hetzner, action: NewAction): ActionDocument {
  const fault = hetzner.core.faults.meetAction(action.command);
  const failure =
    action.after?.failure ??
    (fault ? { code: String(fault.code ?? 'action_failed'), message: fault.message ?? 'Action failed' } : null);
  const document = hetzner.actions.put(action.project, {
    id: hetzner.core.store.next('hetzner'),
    command: action.command,
    status: 'running',
    progress: 0,
    started: isoSeconds(action.now),
    finished: null,
    resources: action.resources,
    error: null,
    effect: (failure ? action.failureEffect : action.effect) ?? null,
    failure,
  });
  const takes = (ACTION_MS[action.command] ?? OTHER_ACTION_MS) * hetzner.actionTimeFactor + (fault?.delayMs ?? 0);
  const begins = Math.max(action.now, (action.after && dueAt(hetzner, action.project, action.after.id)) ?? 0);
  const ends = begins + Math.ceil(takes);
  hetzner.core.store.db
    .prepare('INSERT INTO due (project, action, at) VALUES (?, ?, ?)')
    .run(action.project, document.id, ends);
  if (ends <= action.now) settle(hetzner, action.now);
  return hetzner.actions.get(action.project, document.id) as ActionDocument;
}

/** Ends every action whose time has come, in that order, and carries out its effect. */
export function settle(hetzner: Hetzner, now: number): void {
  const { db } = hetzner.core.store;
  const nextDue = db.prepare('SELECT project, action, at FROM due WHERE at <= ? ORDER BY at, action LIMIT 1');
  for (let due = nextDue.get(now); due; due = nextDue.get(now)) {
    const { project, action: id, at } = due as { project: number; action: number; at: number };
    db.prepare('DELETE FROM due WHERE project = ? AND action = ?').run(project, id);
    const action = hetzner.actions.get(project, id);
    if (!action) continue;
    const failure = action.failure;
    hetzner.actions.put(project, {
      ...action,
      status: failure ? 'error' : 'success',
      progress: 100,
      finished: isoSeconds(at),
      error: failure,
    });
    if (action.effect) EFFECTS[action.effect.name as EffectName](hetzner, project, action.effect.args, at);
  }
}

function dueAt(hetzner: Hetzner, project: number, action: number): number | undefined {
  const row = hetzner.core.store.db
    .prepare('SELECT at FROM due WHERE project = ? AND action = ?')
    .get(project, action) as { at: number } | undefined;
  return row?.at;
}

/** When the next action ends (sandbox time, epoch ms); undefined when none runs. */
export function nextDueAt(hetzner: Hetzner): number | undefined {
  const row = hetzner.core.store.db.prepare('SELECT MIN(at) AS at FROM due').get() as { at: number | null };
  return row.at ?? undefined;
}

/** The action as the API shows it. */
export function showAction(action: ActionDocument): Record<string, unknown> {
  const { effect: _effect, failure: _failure, ...shown } = action;
  return shown;
}

/** The actions that have not ended. */
export function runningActions(hetzner: Hetzner, project: number): ActionDocument[] {
  const rows = hetzner.core.store.db.prepare('SELECT action FROM due WHERE project = ?').all(project);
  return rows.flatMap((row) => hetzner.actions.get(project, (row as { action: number }).action) ?? []);
}

/** The resources on which actions run, to be asked many times; `isLocked` asks for one. */
export function lockedResources(hetzner: Hetzner, project: number): (type: ResourceType, id: number) => boolean {
  const resources = runningActions(hetzner, project).flatMap((action) => action.resources);
  const locked = new Set(resources.map(({ type, id }) => `${type} ${id}`));
  return (type, id) => locked.has(`${type} ${id}`);
}

/** Whether an action runs on the resource: the vendor then answers `locked` to whatever would change it. */
export function isLocked(hetzner: Hetzner, project: number, type: ResourceType, id: number): boolean {
  return lockedResources(hetzner, project)(type, id);
}

export function refuseIfLocked(hetzner: Hetzner, project: number, type: ResourceType, id: number): void {
  if (isLocked(hetzner, project, type, id)) {
    throw new HetznerError('locked', `${type} is locked`);
  }
}

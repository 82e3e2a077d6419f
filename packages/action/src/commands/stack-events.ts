import type { StackEvent } from '@prego/stacks';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import type { Io } from '../runner/io.ts';
import { duration } from '../summary.ts';

type Of<Type extends StackEvent['type']> = Extract<StackEvent, { type: Type }>;
type Voice = Pick<AttemptSession, 'event' | 'log'>;

/**
 * Tells what a stack's run does: a line of the log for each resource that it has touched, and an event of the trace. Without an
 * attempt, in the log only.
 */
export function stackTeller(io: Pick<Io, 'info'>, attempt: Voice | undefined): (event: StackEvent) => void {
  let refused = 0;
  /** Whether anything follows a refusal is known by what follows. */
  let goesOn = false;
  const say = (line: string): void => {
    io.info(line);
    attempt?.log(line);
  };
  const tell: { readonly [Type in StackEvent['type']]: (event: Of<Type>) => void } = {
    begun: ({ operation, stack }) => say(`Stack ${stack}: ${operation}`),
    waiting: ({ reason, ms }) => {
      say(`Waiting ${duration(ms)}: ${WAITS[reason]}.`);
      attempt?.event(`engine.waiting.${reason}`, 'started', { ms: Math.round(ms) });
    },
    offer_refused: ({ server, serverType, location, code }) => {
      refused++;
      goesOn = true;
      say(`${server}: no ${serverType} in ${location} (${code}).`);
      // An event of a stage and status is kept once.
      const data = { server, server_type: serverType, location, error_code: code };
      attempt?.event(`engine.offer_refused.${refused}`, 'failed', data);
    },
    resource: (event) => {
      if (goesOn) say('The next offer is tried.');
      goesOn = false;
      if (event.action === 'same' || event.planned) return;
      if (event.status !== 'started') say(resourceLine(event));
      attempt?.event(resourceStage(event), event.status, resourceData(event));
    },
    message: ({ severity, text, resource }) => {
      const line = `${severity}: ${resource === undefined ? '' : `${resource}: `}${text}`;
      // What the engine has to say beside that is for whoever looks closer.
      if (severity === 'info') attempt?.log(line);
      else say(line);
    },
  };
  return (event) => (tell[event.type] as (event: StackEvent) => void)(event);
}

const WAITS: Readonly<Record<Of<'waiting'>['reason'], string>> = {
  api_budget: "the Hetzner project's hourly requests run low",
  stack_lock: "another run's lock of the stack",
};

const DONE: Readonly<Record<Of<'resource'>['action'], string>> = {
  create: 'created',
  import: 'adopted',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  read: 'read',
  same: 'unchanged',
};

/** `Server sg-s-7k2m9qxa: created in 12.3 s` */
export function resourceLine({ status, action, kind, name, durationMs, differs }: Of<'resource'>): string {
  const took = durationMs === undefined ? '' : ` ${status === 'failed' ? 'after' : 'in'} ${duration(durationMs)}`;
  const what = status === 'failed' ? `${action} failed` : DONE[action];
  return `${kind} ${name}: ${what}${took}${differs ? ` (${differs.join(', ')})` : ''}`;
}

/** What was done to a resource, as a word: `created`, `adopted` … */
export const doneWord = (action: Of<'resource'>['action']): string => DONE[action];

/** As contracts/stages.ts takes a stage: 64 small letters, digits, `_` and `.`. */
const STAGE_MAX = 64;

/** A stage of its own for each resource, as an event of a stage and status is kept once an attempt. */
function resourceStage({ kind, name }: Of<'resource'>): string {
  const id = `${kind}.${name}`.toLowerCase().replace(/[^a-z0-9.]+/g, '_');
  return `engine.resource.${id}`.slice(0, STAGE_MAX);
}

function resourceData({ action, kind, name, durationMs, differs }: Of<'resource'>): Record<string, unknown> {
  return {
    action,
    kind,
    name,
    ...(durationMs !== undefined && { duration_ms: Math.round(durationMs) }),
    ...(differs && { differs }),
  };
}

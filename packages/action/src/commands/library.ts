import type { ClaimAnswer, LibraryWork } from '@prego/contracts';
import type { Command, Context, Outcome } from '../context.ts';
import type { AttemptSession } from '../control-plane/attempt-session.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { StackParts } from './stack-run.ts';

/** What both ways of a library job work with. */
export interface LibraryRun {
  readonly context: Context<InputsOf<'library'>>;
  readonly session: AttemptSession;
  readonly work: LibraryWork;
  readonly stack: string;
  readonly parts: StackParts;
}

/** Provisions a template of the library, or gives back what was provisioned, as the job says; and completes the attempt. */
export const library: Command<InputsOf<'library'>> = async (context) => {
  const { STACK_PARTS } = await import('./stack-run.ts');
  return await libraryWith(context, STACK_PARTS);
};

/** The same with another engine, as tests have it. */
export async function libraryWith(context: LibraryRun['context'], parts: StackParts): Promise<Outcome> {
  const session = await context.attempt();
  const { claim } = session;
  const returns = isReturn(claim);
  const run = { context, session, work: workOf(claim), stack: ownStack(claim), parts };
  const outcome = returns
    ? await (await import('./library-return.ts')).returnLibrary(run)
    : await (await import('./library-provision.ts')).provisionLibrary(run);
  await session.end({ status: 'completed' });
  return outcome;
}

function isReturn({ kind, job_id }: ClaimAnswer): boolean {
  if (kind === 'library_return') return true;
  if (kind === 'library_provision') return false;
  throw new ActionError(
    'invalid_inputs',
    `${job_id} is a job to ${kind}, and this is \`command: library\`.`,
    'Dispatch jobs by the control plane, which picks the workflow of each kind.',
  );
}

function workOf({ job_id, library: work }: ClaimAnswer): LibraryWork {
  if (work !== null) return work;
  throw new ActionError(
    'invalid_inputs',
    `The control plane does not say what ${job_id} is to work on. Nothing was done.`,
    'Look whether the control plane and the action are of the same release, then retry the job.',
  );
}

function ownStack({ job_id, stack_lease }: ClaimAnswer): string {
  if (stack_lease) return stack_lease.stack;
  throw new ActionError(
    'attempt_ended',
    `This attempt of ${job_id} has no right to the stack any more. Nothing was done.`,
    'Retry the job in the console: the next attempt gets the stack in its turn.',
  );
}

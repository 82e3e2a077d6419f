import { Region, ReportAnswer, StackName } from '@prego/contracts';
import { ANNOTATIONS_OF_A_KIND } from '../annotate.ts';
import type { Command, Context, Outcome } from '../context.ts';
import { reportClient } from '../control-plane/report-client.ts';
import { ActionError } from '../errors.ts';
import { asFailure } from '../failure.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { Io } from '../runner/io.ts';
import { hasOtherProjects, settingsIn } from '../stack-work/projects.ts';
import { requireStackInputs, type StackSettings } from '../stack-work/settings.ts';
import { failedReport, lookedReport } from './drift-report.ts';
import { driftSummary, driftText, type LookedAt } from './drift-summary.ts';
import { type Looks, lookTeller, prepareLooks } from './stack-look.ts';
import { STACK_PARTS, type StackParts } from './stack-run.ts';

type DriftContext = Context<InputsOf<'drift'>>;

/** Each look is an engine of its own, a second of a core; a runner has two to four. */
const AT_ONCE = 2;

/** Compares states with the clouds and tells the control plane what differs. Changes nothing and holds no lock. */
export const drift: Command<InputsOf<'drift'>> = (context) => driftWith(context, STACK_PARTS);

/** The same with another engine, as tests have it. */
export async function driftWith(context: DriftContext, parts: StackParts): Promise<Outcome> {
  const { io, inputs, signal } = context;
  requireStackInputs(inputs);
  const client = reportClient(context);
  const looks = await prepareLooks(context, parts);
  const stacks = await stacksToLookAt(context, looks);
  const looked: LookedAt[] = [];
  await atOnce(stacks, async (stack) => {
    const found = await lookAt(context, looks, stack);
    // Of a look that was cut short nothing is known.
    if (found === undefined || signal.aborted) return;
    looked.push(found);
    await client.post('/internal/drift', found.report, ReportAnswer);
  });
  if (signal.aborted) throw cancelled();
  looked.sort((a, b) => a.report.stack.localeCompare(b.report.stack));
  return outcomeOf(io, looked);
}

/** Does `work` for each. Once it has failed nothing more is begun, and what is under way ends before its error is thrown. */
async function atOnce(stacks: readonly string[], work: (stack: string) => Promise<void>): Promise<void> {
  const queue = stacks.values();
  const errors: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const stack of queue) {
      if (errors.length > 0) return;
      await work(stack).catch((error: unknown) => errors.push(error));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (errors.length > 0) throw errors[0];
}

async function stacksToLookAt({ io, inputs, signal }: DriftContext, { work, settings }: Looks): Promise<string[]> {
  const named = inputs.stacks.length > 0 ? inputs.stacks : await work.listStacks({ ...settings, signal });
  const ours = named.filter((stack) => StackName.safeParse(stack).success);
  const others = named.filter((stack) => !ours.includes(stack));
  if (others.length > 0) io.notice(`No name of ours: ${others.join(', ')}. They are not looked at.`, 'Other stacks');
  return [...new Set(ours)];
}

/** Undefined for a stack that has been given back since the list of all was read. */
async function lookAt(context: DriftContext, looks: Looks, stack: string): Promise<LookedAt | undefined> {
  const { io, signal } = context;
  const seenAt = io.now();
  try {
    const watch = { signal, onEvent: lookTeller(io, stack) };
    const settings = await settingsOf(context, looks, stack);
    const { drifted, inHand, durationMs } = await looks.work.lookForDrift(settings, stack, watch);
    const report = lookedReport(stack, seenAt, drifted);
    io.info(`${stack}: ${report.changes.length === 0 ? 'in sync' : `${drifted.length} not as the state says`}`);
    return { report, inHand, durationMs };
  } catch (error) {
    if (!signal.aborted && (await isGivenBack(context, looks, stack))) {
      io.info(`${stack}: was given back meanwhile`);
      return undefined;
    }
    const failure = asFailure(error, signal.aborted);
    io.info(`${stack}: ${failure.code}: ${failure.message}`);
    if (failure.detail !== undefined) io.info(failure.detail);
    return {
      report: failedReport(stack, seenAt, { ...failure, message: io.masked(failure.message) }),
      inHand: [],
      durationMs: io.now() - seenAt,
    };
  }
}

/** With the token of the stack's own Hetzner project: with that of another all would seem to be gone. */
async function settingsOf(
  { inputs, signal }: DriftContext,
  { work, settings }: Looks,
  stack: string,
): Promise<StackSettings> {
  if (!hasOtherProjects(inputs)) return settings;
  const ofRegion = Region.safeParse(stack).data;
  const region = ofRegion ?? (await work.readStates({ ...settings, signal }, [stack]))[0]?.region;
  return settingsIn(region, settings, inputs);
}

/** One that somebody named has to be there. */
async function isGivenBack({ inputs, signal }: DriftContext, { work, settings }: Looks, stack: string) {
  if (inputs.stacks.length > 0) return false;
  const there = await work.listStacks({ ...settings, signal }).catch(() => [stack]);
  return !there.includes(stack);
}

function outcomeOf(io: Io, looked: readonly LookedAt[]): Outcome {
  const of = (status: string) => looked.filter(({ report }) => report.status === status).map(({ report }) => report);
  const [drifted, failed] = [of('drifted'), of('failed')];
  const shown = drifted.length > ANNOTATIONS_OF_A_KIND ? drifted.slice(0, ANNOTATIONS_OF_A_KIND - 1) : drifted;
  for (const report of shown) io.warning(driftText(report), 'Drift');
  const more = drifted.slice(shown.length).map(({ stack }) => stack);
  if (more.length > 0) io.warning(`${more.length} more stacks have drifted: ${more.join(', ')}.`, 'Drift');
  const summary = driftSummary(looked);
  const names = (reports: typeof drifted) => reports.map(({ stack }) => stack);
  if (failed.length > 0) {
    // A command that throws leaves no summary of its own.
    for (const markdown of summary) io.summary(markdown);
    throw notLookedAt(failed.map(({ stack, changes }) => `${stack} (${changes[0]?.change})`));
  }
  return {
    outputs: { summary: { stacks: names(looked.map(({ report }) => report)), drifted: names(drifted) } },
    summary,
  };
}

function notLookedAt(stacks: readonly string[]): ActionError {
  return new ActionError(
    'stack_not_looked_at',
    `${stacks.length === 1 ? 'A stack' : `${stacks.length} stacks`} could not be compared with the cloud: ${stacks.join('; ')}.`,
    'Whether they have drifted is not known. Mend what each one names, then run the workflow again.',
  );
}

const cancelled = (): ActionError =>
  new ActionError('cancelled', 'The look at the stacks was cancelled.', 'Run it again: it changes nothing.');

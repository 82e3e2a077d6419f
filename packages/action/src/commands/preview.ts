import { Region } from '@prego/contracts';
import { dedicatedStackName } from '@prego/contracts/derived-ids';
import type { Command, Context, Outcome } from '../context.ts';
import { asFailure } from '../failure.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { Plan, WantedPlan } from '../stack-work/index.ts';
import { settingsIn } from '../stack-work/projects.ts';
import { requireStackInputs } from '../stack-work/settings.ts';
import { money } from '../summary.ts';
import { commentPlan } from './preview-comment.ts';
import { countOf, planMarkdown, unplannedMarkdown } from './preview-markdown.ts';
import { type Looks, lookTeller, prepareLooks } from './stack-look.ts';
import { STACK_PARTS, type StackParts } from './stack-run.ts';

type PreviewContext = Context<InputsOf<'preview'>>;

/** Shows what an update of a stack, or of each region's, would change and cost: in the summary, and as one comment on the pull request. */
export const preview: Command<InputsOf<'preview'>> = (context) => previewWith(context, STACK_PARTS);

/** The same with another engine, as tests have it. */
export async function previewWith(context: PreviewContext, parts: StackParts): Promise<Outcome> {
  const { io, inputs, signal } = context;
  requireStackInputs(inputs);
  const looks = await prepareLooks(context, parts);
  const plans: Plan[] = [];
  const markdown: string[] = [];
  const errors: unknown[] = [];
  for (const wanted of wantedOf(inputs)) {
    try {
      const plan = await planOf(context, looks, wanted);
      plans.push(plan);
      markdown.push(...planMarkdown(plan));
    } catch (error) {
      if (signal.aborted) throw error;
      errors.push(error);
      markdown.push(unplannedMarkdown(stackOf(wanted), asFailure(error, false)));
    }
  }
  // Also where a plan failed: else the one of the push before would stand there as if it were this one's.
  await commentPlan(io, inputs.github_token, subjectOf(inputs), markdown.join('\n'));
  if (errors.length > 0) {
    // A command that throws leaves no summary of its own.
    for (const text of markdown) io.summary(text);
    throw errors[0];
  }
  return { outputs: outputsOf(plans), summary: markdown };
}

async function planOf({ io, inputs, signal }: PreviewContext, looks: Looks, wanted: WantedPlan): Promise<Plan> {
  const settings = settingsIn(wanted.region, looks.settings, inputs);
  const watch = { signal, onEvent: lookTeller(io, `stack ${stackOf(wanted)}`) };
  const plan = await looks.work.planStack(settings, wanted, watch);
  for (const { action, kind, name } of plan.steps) {
    if (action !== 'same' && action !== 'read') io.info(`${plan.stack}: ${action} ${kind} ${name}`);
  }
  io.info(`Stack ${plan.stack}: ${countOf(plan)} to change`);
  return plan;
}

function wantedOf({ region, tenant_id, dedicated, job_id }: PreviewContext['inputs']): readonly WantedPlan[] {
  if (region === undefined) return Region.options.map((each) => ({ region: each }));
  const own = dedicated && tenant_id !== undefined;
  return [{ region, ...(own && { dedicatedTo: tenant_id }), ...(job_id !== undefined && { jobId: job_id }) }];
}

const stackOf = ({ region, dedicatedTo }: WantedPlan): string =>
  dedicatedTo === undefined ? region : dedicatedStackName(dedicatedTo);

/** The one stack that is planned; undefined where it is each region's. */
function subjectOf(inputs: PreviewContext['inputs']): string | undefined {
  const [only, ...others] = wantedOf(inputs);
  return only && others.length === 0 ? stackOf(only) : undefined;
}

/** Of one stack as such; of several each by its name, with the sum of what they cost. */
function outputsOf(plans: readonly Plan[]): Outcome['outputs'] {
  const [only, ...others] = plans;
  if (only && others.length === 0) return { stack: only.stack, ...costOf(plans), summary: numbersOf(only) };
  return {
    ...costOf(plans),
    summary: { stacks: Object.fromEntries(plans.map((plan) => [plan.stack, numbersOf(plan)])) },
  };
}

/** `{}` where the cost of one of them is not known. */
function costOf(plans: readonly Plan[]): { monthly_cost?: string } {
  const costs = plans.flatMap(({ cost }) => cost ?? []);
  const [first] = costs;
  if (first === undefined || costs.length < plans.length) return {};
  return {
    monthly_cost: money(
      costs.reduce((sum, { monthly }) => sum + monthly, 0),
      first.currency,
    ),
  };
}

function numbersOf(plan: Plan): Record<string, unknown> {
  const { changes, cost, costNow } = plan;
  return {
    changes: countOf(plan),
    changes_by_kind: changes,
    ...(cost && { cost: { monthly: cost.monthly, hourly: cost.hourly, currency: cost.currency } }),
    ...(cost && costNow && { monthly_difference: Math.round((cost.monthly - costNow.monthly) * 100) / 100 }),
  };
}

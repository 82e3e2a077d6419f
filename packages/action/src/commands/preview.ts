import type { Command, Context, Outcome } from '../context.ts';
import { ActionError } from '../errors.ts';
import type { InputsOf } from '../inputs/schema.ts';
import type { Plan, WantedPlan } from '../stack-work/index.ts';
import { requireStackInputs } from '../stack-work/settings.ts';
import { money } from '../summary.ts';
import { commentPlan } from './preview-comment.ts';
import { countOf, planMarkdown } from './preview-markdown.ts';
import { lookTeller, prepareLooks } from './stack-look.ts';
import { STACK_PARTS, type StackParts } from './stack-run.ts';

type PreviewContext = Context<InputsOf<'preview'>>;

/** Shows what an update of a stack would change and cost: in the summary, and as a comment on the pull request. */
export const preview: Command<InputsOf<'preview'>> = (context) => previewWith(context, STACK_PARTS);

/** The same with another engine, as tests have it. */
export async function previewWith(context: PreviewContext, parts: StackParts): Promise<Outcome> {
  const { io, inputs, signal } = context;
  requireStackInputs(inputs);
  const wanted = wantedOf(inputs);
  const { work, settings } = await prepareLooks(context, parts);
  const name = wanted.dedicatedTo === undefined ? wanted.region : `of ${wanted.dedicatedTo}`;
  const plan = await work.planStack(settings, wanted, { signal, onEvent: lookTeller(io, `stack ${name}`) });
  const markdown = planMarkdown(plan);
  for (const { action, kind, name: resource } of plan.steps) {
    if (action !== 'same' && action !== 'read') io.info(`${action} ${kind} ${resource}`);
  }
  io.info(`Stack ${plan.stack}: ${countOf(plan)} to change`);
  await commentPlan(io, inputs.github_token, plan.stack, markdown.join('\n'));
  return { outputs: outputsOf(plan), summary: markdown };
}

function wantedOf({ region, tenant_id, dedicated, job_id }: PreviewContext['inputs']): WantedPlan {
  const job = job_id === undefined ? {} : { jobId: job_id };
  if (dedicated && tenant_id !== undefined) return { region, dedicatedTo: tenant_id, ...job };
  if (!dedicated && tenant_id === undefined) return { region, ...job };
  throw new ActionError(
    'invalid_inputs',
    dedicated
      ? 'dedicated is true, but tenant_id is not given.'
      : 'A tenant has a stack of its own only when it is dedicated.',
    'Give tenant_id and dedicated: true, or neither of them.',
  );
}

function outputsOf(plan: Plan): Outcome['outputs'] {
  const { stack, changes, cost, costNow } = plan;
  return {
    stack,
    ...(cost && { monthly_cost: money(cost.monthly, cost.currency) }),
    summary: {
      changes: countOf(plan),
      changes_by_kind: changes,
      ...(cost && { cost: { monthly: cost.monthly, hourly: cost.hourly, currency: cost.currency } }),
      ...(cost && costNow && { monthly_difference: Math.round((cost.monthly - costNow.monthly) * 100) / 100 }),
    },
  };
}

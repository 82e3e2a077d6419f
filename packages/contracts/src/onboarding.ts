import { z } from 'zod';
import { OnboardingState, type OnboardingStepName, OnboardingStepName as StepName } from './enums.ts';
import { JobId, TenantId, TraceId } from './ids.ts';
import type { UiStageName } from './stages.ts';

/** Which of the ten UI steps make each of onboarding's five, in order. Every UI step belongs to exactly one. */
export const ONBOARDING_STEPS: readonly { name: OnboardingStepName; stages: readonly UiStageName[] }[] = [
  { name: 'tenant_record', stages: ['prego_ui_step_01'] },
  { name: 'provision_job', stages: ['prego_ui_step_02', 'prego_ui_step_03'] },
  { name: 'infrastructure', stages: ['prego_ui_step_04', 'prego_ui_step_05', 'prego_ui_step_06'] },
  { name: 'tenant_dns', stages: ['prego_ui_step_07'] },
  { name: 'callback', stages: ['prego_ui_step_08', 'prego_ui_step_09', 'prego_ui_step_10'] },
];

export const OnboardingQuery = z
  .object({ job_id: JobId.optional(), tenant_id: TenantId.optional() })
  .refine(({ job_id, tenant_id }) => job_id !== undefined || tenant_id !== undefined, 'give job_id or tenant_id');
export type OnboardingQuery = z.infer<typeof OnboardingQuery>;

export const OnboardingStatus = z.object({
  tenant_id: z.string().nullable(),
  job_id: JobId.nullable().describe("The tenant's newest provision job, where no job was named; null without one."),
  trace_id: TraceId.nullable(),
  steps: z
    .array(
      z.object({
        name: StepName,
        state: OnboardingState,
        stages: z.array(z.string()).describe('The UI steps that it is made of.'),
      }),
    )
    .length(5),
});
export type OnboardingStatus = z.infer<typeof OnboardingStatus>;

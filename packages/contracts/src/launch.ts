import { z } from 'zod';
import { TraceId } from './ids.ts';
import { Millis } from './paging.ts';
import { UiStage } from './stages.ts';
import { UiStepState } from './trace.ts';

/** How the whole stands for the customer. */
export const LaunchStatus = z.enum(['preparing', 'open', 'failed', 'stopped', 'closed']);
export type LaunchStatus = z.infer<typeof LaunchStatus>;

/** What a customer is told to do, or that there is nothing to do. */
export const LAUNCH_HINTS = {
  preparing: {
    en: 'We are setting up your workspace. You can leave this page open.',
    ko: '워크스페이스를 준비하고 있습니다. 이 페이지를 열어 두셔도 됩니다.',
  },
  waiting: {
    en: 'Your workspace is next in line. It starts by itself; this can take a few minutes.',
    ko: '순서를 기다리고 있습니다. 자동으로 시작되며 몇 분 정도 걸릴 수 있습니다.',
  },
  open: {
    en: 'Your workspace is ready.',
    ko: '워크스페이스가 준비되었습니다.',
  },
  failed: {
    en: 'Setting up did not succeed. We can start it again from where it stopped: please contact support with the reference shown here.',
    ko: '설정을 완료하지 못했습니다. 멈춘 단계부터 다시 시작할 수 있습니다. 여기에 표시된 참조 번호와 함께 고객 지원에 문의해 주세요.',
  },
  stopped: {
    en: 'Setting up was stopped. To start it again, please contact support with the reference shown here.',
    ko: '설정이 중지되었습니다. 다시 시작하려면 여기에 표시된 참조 번호와 함께 고객 지원에 문의해 주세요.',
  },
  closed: {
    en: 'This workspace has been closed. To open a new one, please sign up again.',
    ko: '이 워크스페이스는 종료되었습니다. 새 워크스페이스를 열려면 다시 가입해 주세요.',
  },
} as const satisfies Record<string, { en: string; ko: string }>;
export type LaunchHint = keyof typeof LAUNCH_HINTS;

const Words = z.strictObject({ en: z.string(), ko: z.string() });

/** Fewer past runs than these say nothing of the next one, and of more than so many the newest count. */
export const ESTIMATE_RUNS = { least: 5, most: 200 } as const;

/**
 * How long it takes as a rule: by past sign-ups that ended well at the first attempt, before this one began, with the same
 * kind of server. It is the same for as long as the attempt goes on.
 */
export const LaunchEstimate = z.strictObject({
  started_at: Millis.describe('From when the seconds count: the sign-up, or the moment in which it was started again.'),
  typical_s: z.int().min(0).describe('Seconds from sign-up to the open workspace: half of the past runs took no more.'),
  slow_s: z.int().min(0).describe('Nine in ten of the past runs took no more.'),
  runs: z.int().min(ESTIMATE_RUNS.least).max(ESTIMATE_RUNS.most).describe('How many past runs say so.'),
});
export type LaunchEstimate = z.infer<typeof LaunchEstimate>;

/** All that a customer's link opens. Strict: what is not listed here never reaches a customer. */
export const LaunchView = z.strictObject({
  status: LaunchStatus,
  open: z.boolean().describe('Whether the workspace can be used now.'),
  hostname: z.string(),
  url: z.string().nullable().describe('The address of the workspace, once it is open.'),
  support_reference: TraceId.nullable().describe('What to tell support; null before the first job.'),
  language: z.enum(['en', 'ko']).describe('That of `label`, `hint` and the current label, by Accept-Language.'),
  provision_ui_current_label: z.string().nullable().describe('The line under way; null when nothing is.'),
  lines: z
    .array(
      z.strictObject({
        step: z.int().min(1).max(10),
        stage: UiStage,
        label: z.string(),
        labels: Words,
        state: UiStepState,
        current: z.boolean(),
      }),
    )
    .length(10),
  hint: z.string(),
  hints: Words,
  estimate: LaunchEstimate.nullable().describe(
    `How long it will take; null unless it is preparing and there are ${ESTIMATE_RUNS.least} past runs to tell by.`,
  ),
  poll_after_s: z.int().describe('Seconds after which asking again is worth it.'),
});
export type LaunchView = z.infer<typeof LaunchView>;

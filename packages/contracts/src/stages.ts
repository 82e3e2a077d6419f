import { z } from 'zod';

/** The ten lines that a customer reads, in order, and who emits them. */
export const UI_STEPS = [
  { stage: 'prego_ui_step_01', en: 'Check resource', ko: '리소스 확인' },
  { stage: 'prego_ui_step_02', en: 'Reserve capacity', ko: '용량 확보' },
  { stage: 'prego_ui_step_03', en: 'Start provisioning', ko: '프로비저닝 시작' },
  { stage: 'prego_ui_step_04', en: 'Prepare server', ko: '서버 준비' },
  { stage: 'prego_ui_step_05', en: 'Server ready', ko: '서버 준비 완료' },
  { stage: 'prego_ui_step_06', en: 'Register server', ko: '서버 등록' },
  { stage: 'prego_ui_step_07', en: 'Connect address', ko: '주소 연결' },
  { stage: 'prego_ui_step_08', en: 'Install workspace', ko: '워크스페이스 설치' },
  { stage: 'prego_ui_step_09', en: 'Final check', ko: '최종 확인' },
  { stage: 'prego_ui_step_10', en: 'Open workspace', ko: '워크스페이스 열기' },
] as const;

export const UiStage = z.enum(UI_STEPS.map(({ stage }) => stage) as [UiStageName, ...UiStageName[]]);
export type UiStageName = (typeof UI_STEPS)[number]['stage'];

/** Any stage of a trace: a UI step, or a finer one of automation's own such as `engine.resource`. */
export const Stage = z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/, 'a stage is 1 to 64 small letters, digits, _ or .');

/** Why a step was skipped. Docs: packages/contracts/README.md. */
export const SkipReason = z.enum([
  /** The run has no zone or token for DNS. */
  'dns_not_configured',
  /** The record says already what it should. */
  'dns_unchanged',
  /** The workflow has no Ansible step for this kind of job. */
  'install_not_configured',
  /** An earlier attempt has done it, and it still holds. */
  'already_done',
  /** The job's kind has no such step. */
  'not_applicable',
]);
export type SkipReason = z.infer<typeof SkipReason>;

import type { JobKind } from '@prego/contracts';

/** The stage under which the story of a job has its dispatch: a customer reads of it while a tenant is provisioned. */
export const stageOf = (kind: JobKind): string => (kind === 'provision' ? 'prego_ui_step_03' : 'dispatch');

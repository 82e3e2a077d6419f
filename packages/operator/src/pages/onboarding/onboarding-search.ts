import { textOf } from '../../plain-search.ts';
import { idIn } from '../../shell/what-is.ts';

/** What the address of the page says. */
export interface OnboardingSearch {
  job_id?: string;
  tenant_id?: string;
}

/** Ids may stand under each other's name; what is none is kept as it is, so that it can be corrected where it stands. */
export function onboardingSearch(raw: Record<string, unknown>): OnboardingSearch {
  const texts = { job: textOf(raw.job_id), tenant: textOf(raw.tenant_id) };
  const known = whoseOf(texts.job ?? '', texts.tenant ?? '');
  if (known.job_id || known.tenant_id) return known;
  return { ...(texts.job && { job_id: texts.job }), ...(texts.tenant && { tenant_id: texts.tenant }) };
}

/**
 * Whose onboarding two fields ask for. A job's id in the tenant's field counts before what stands in its own, and so the
 * other way round: it was pasted later. Empty: there is neither.
 */
export function whoseOf(jobField: string, tenantField: string): OnboardingSearch {
  const job_id = idIn('job', tenantField) ?? idIn('job', jobField);
  const tenant_id = idIn('tenant', jobField) ?? idIn('tenant', tenantField);
  return { ...(job_id && { job_id }), ...(tenant_id && { tenant_id }) };
}

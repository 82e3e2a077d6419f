import { targetsOf } from '../../shell/what-is.ts';
import { isTenantId } from '../../ui/closed-sets.ts';
import type { PlacementSearch } from './placement-search.ts';

/** Whose decisions are wanted. */
export type Asked = Pick<PlacementSearch, 'tenant_id' | 'job_id' | 'decision_id'>;

/** Whose decisions a pasted text asks for, by the form of the id in it; undefined where there is none. */
export function askedFor(text: string): Asked | undefined {
  const targets = targetsOf(text);
  return (['decision', 'job', 'tenant'] as const)
    .map((wanted) => targets.find(({ kind }) => kind === wanted)?.search)
    .find((search) => search !== undefined);
}

/** What of an address can be asked for, as what is no id would only be refused; `wrong` is what can not. */
export function askable({ tenant_id, job_id, decision_id }: Asked): { asked: Asked; wrong: string | undefined } {
  const [tenant, job, decision] = [tenant_id ?? '', job_id ?? '', decision_id ?? ''];
  const asked = {
    ...(isTenantId(tenant) && { tenant_id: tenant }),
    ...(job !== '' && askedFor(job)?.job_id === job && { job_id: job }),
    ...(decision !== '' && askedFor(decision)?.decision_id === decision && { decision_id: decision }),
  };
  const wrong = [
    [tenant, asked.tenant_id],
    [job, asked.job_id],
    [decision, asked.decision_id],
  ].find(([given, taken]) => given !== '' && taken === undefined)?.[0];
  return { asked, wrong };
}

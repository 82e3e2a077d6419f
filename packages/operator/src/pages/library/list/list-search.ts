import type { ProvisioningStatus } from '@prego/contracts';
import { oneOf, textOf } from '../../../plain-search.ts';
import { PROVISIONING_STATUSES } from '../../../ui/closed-sets.ts';
import { templateIdOf } from '../library-ids.ts';

/** What the address of the page says: what narrows the list. */
export interface ProvisioningsSearch {
  /** Part of a name. */
  q?: string;
  status?: ProvisioningStatus;
  template?: string;
}

/** As the API takes it. */
const Q_MAX = 100;

export function provisioningsSearch(raw: Record<string, unknown>): ProvisioningsSearch {
  const search: ProvisioningsSearch = {};
  const q = textOf(raw.q)?.slice(0, Q_MAX).trim();
  if (q) search.q = q;
  const status = oneOf(PROVISIONING_STATUSES, raw.status);
  if (status) search.status = status;
  const template = templateIdOf(raw.template);
  if (template) search.template = template;
  return search;
}

/** Whether anything narrows the list. */
export const isNarrowed = (search: ProvisioningsSearch): boolean =>
  Object.values(search).some((value) => value !== undefined);

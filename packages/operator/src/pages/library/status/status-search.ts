import { oneOf } from '../../../plain-search.ts';

/** The parts of the page that have addresses of their own; without one it is the status. */
export const STATUS_VIEWS = ['status', 'info'] as const;
export type StatusView = (typeof STATUS_VIEWS)[number];

/** What the address of the page says, beside the provisioning's id. */
export interface ProvisioningSearch {
  view?: StatusView;
  /** What is looked for in the log. */
  log_q?: string;
}

export function provisioningSearch(raw: Record<string, unknown>): ProvisioningSearch {
  const search: ProvisioningSearch = {};
  const view = oneOf(STATUS_VIEWS, raw.view);
  if (view) search.view = view;
  // As it was typed: the space before the next word is part of it.
  if (typeof raw.log_q === 'string' && raw.log_q.trim() !== '') search.log_q = raw.log_q;
  return search;
}

import type { Orphan } from '@prego/contracts';

/** What to do about an orphan; the console has none of the cloud's tokens, so each is done elsewhere. */
export interface OrphanRemedy {
  /** First try this: a job that takes it in, registers it, or gives it back. */
  readonly first: 'retry_job' | 'retry_return' | 'register' | null;
  /** The job to retry, where `first` is `retry_job`. */
  readonly job_id: string | null;
  /** For a shell with the token of its Hetzner project: deletes it, with all that is on it. */
  readonly command: string | null;
}

/** With which the stack of a provisioning of the library begins (contracts' libraryStackName). */
const LIBRARY_STACK = 'library-';

/**
 * As docs/runbooks/node-id-mapping.md has it. Nothing that a stack still has is deleted by hand while there is another way,
 * as the state would go on having it; and nothing that may have tenants. A stack of the library has no tenants,
 * and one that is an orphan is off the list: its job is refused from then on.
 */
export function remedyOf({
  kind,
  id,
  reason,
  job_id,
  stack,
}: Pick<Orphan, 'kind' | 'id' | 'reason' | 'job_id' | 'stack'>): OrphanRemedy {
  const command = `hcloud ${kind} delete ${id}`;
  if (stack?.startsWith(LIBRARY_STACK)) return { first: null, job_id: null, command };
  const retry = job_id === null ? null : ('retry_job' as const);
  switch (reason) {
    case 'not_in_state':
      return { first: retry, job_id, command };
    case 'not_registered':
      return { first: retry ?? 'register', job_id, command: null };
    case 'node_retired':
      return { first: 'retry_return', job_id: null, command };
  }
}

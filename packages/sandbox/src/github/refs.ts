import type { RepositoryDocument } from './documents.ts';
import { GithubError } from './errors.ts';

/** `main` for `refs/heads/main`. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

/** The full name of a branch or tag that may be given in short; undefined where there is none. */
export function findRef({ refs }: RepositoryDocument, given: string): string | undefined {
  return [given, `refs/heads/${given}`, `refs/tags/${given}`].find((name) => Object.hasOwn(refs, name));
}

/** The same, refused as the vendor does it. Source of the words: convictional/trigger-workflow-and-wait#44. */
export function resolveRef(repository: RepositoryDocument, given: string): string {
  const known = findRef(repository, given);
  if (known === undefined) throw new GithubError(422, `No ref found for: ${given}`);
  return known;
}

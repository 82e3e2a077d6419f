import { hasWordsOf } from '../../plain-words.ts';

/** Who gives a code: a stack's run, the action, the control plane to a job, or the control plane as an answer. */
export const ERROR_AREAS = ['stack', 'action', 'job', 'api'] as const;
export type ErrorArea = (typeof ERROR_AREAS)[number];

/** What a code means there. */
export interface ErrorDoc {
  readonly code: string;
  readonly area: ErrorArea;
  /** Its first paragraph: what has happened. Markdown, as `body`. */
  readonly means: string;
  /** Why, and what to do. */
  readonly body: string;
}

/** The folders below docs/errors/; the engine's codes stand in it itself. */
const AREA_OF: Readonly<Record<string, ErrorArea>> = { action: 'action', jobs: 'job', api: 'api' };
/** A heading that is a code. Those of the tables of contents are not. */
const CODE_HEADING = /^#{1,2} ([a-z_]+)$/m;

/**
 * The codes that the files explain, by area and then by name. `files` has the text of each Markdown file below docs/errors/
 * by its path: a page for each code, but for those of a job, which share one.
 */
export function errorDocsIn(files: Readonly<Record<string, string>>): ErrorDoc[] {
  const docs = Object.entries(files).flatMap(([path, text]) => {
    const area = AREA_OF[path.split('/').at(-2) ?? ''] ?? 'stack';
    // Split by a pattern with a group: what stands before the first code, then code and text by turns.
    const [, ...parts] = text.split(CODE_HEADING);
    return parts.flatMap((code, at) => (at % 2 === 0 ? [{ code, area, ...paragraphs(parts[at + 1] ?? '') }] : []));
  });
  const order = ({ area }: ErrorDoc) => ERROR_AREAS.indexOf(area);
  return docs.sort((a, b) => order(a) - order(b) || (a.code < b.code ? -1 : 1));
}

function paragraphs(text: string): Pick<ErrorDoc, 'means' | 'body'> {
  const [means = '', ...rest] = text.trim().split('\n\n');
  return { means, body: rest.join('\n\n') };
}

/** Those in which every word of `q` stands, in whatever case: in the code, or in what it means. */
export function matchingDocs(docs: readonly ErrorDoc[], q: string): ErrorDoc[] {
  const hasWords = hasWordsOf(q);
  return docs.filter(({ code, means, body }) => hasWords(`${code} ${means} ${body}`));
}

/** The code that a link among the files leads to: `stack_locked.md`; undefined for any other link. */
export const codeOfLink = (href: string): string | undefined => /(?:^|\/)([a-z_]+)\.md$/.exec(href)?.[1];

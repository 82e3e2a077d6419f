import { errorDocsIn } from './error-docs.ts';

/** The pages of docs/errors/, built into this page's script. */
export const ERROR_DOCS = errorDocsIn(
  import.meta.glob<string>('../../../../../docs/errors/**/*.md', { query: '?raw', import: 'default', eager: true }),
);

import { useSearch } from '@tanstack/react-router';
import { useWords } from '../../i18n/language.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { CodeList } from './code-list.tsx';
import { CodePanel } from './code-panel.tsx';
import { matchingDocs } from './error-docs.ts';
import { ErrorsFilters } from './errors-filters.tsx';
import { ERRORS_WORDS } from './errors-words.ts';
import { ERROR_DOCS } from './repository-docs.ts';

/** What the codes of errors mean: the one that was followed here, and all of them. */
export function ErrorsPage() {
  const words = useWords(ERRORS_WORDS);
  const { code, q = '', area } = useSearch({ from: '/cp/errors' });
  const found = matchingDocs(ERROR_DOCS, q);
  const shown = found.filter((doc) => area === undefined || doc.area === area);
  return (
    <>
      <PageHead title={words.title} tab={code && `${code} · ${words.title}`} sub={words.sub} />
      {code && <CodePanel code={code} docs={ERROR_DOCS.filter((doc) => doc.code === code)} />}
      <ErrorsFilters found={found} />
      <p aria-live="polite" className="text-xs text-muted">
        {words.codes(shown.length)}
      </p>
      <CodeList docs={shown} />
    </>
  );
}

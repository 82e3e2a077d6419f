import type { TemplateSummary } from '@prego/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useWords } from '../../../i18n/language.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { CatalogueFilters } from './catalogue-filters.tsx';
import { CATALOGUE_WORDS } from './catalogue-words.ts';
import { matchingTemplates } from './matching-templates.ts';
import { TemplateCard } from './template-card.tsx';
import { TEMPLATES_QUERY } from './templates-query.ts';

/** The library: its templates as cards. */
export function CataloguePage() {
  const words = useWords(CATALOGUE_WORDS);
  const templates = useQuery(TEMPLATES_QUERY);
  const view = (
    <QueryView query={templates} what={words.title} lines={8}>
      {(items) => (items.length === 0 ? <Empty>{words.empty}</Empty> : <Catalogue templates={items} />)}
    </QueryView>
  );
  return (
    <>
      <PageHead title={words.title} sub={words.sub} />
      {templates.data ? (
        view
      ) : (
        <Panel title={words.title} flush>
          {view}
        </Panel>
      )}
    </>
  );
}

function Catalogue({ templates }: { templates: readonly TemplateSummary[] }) {
  const words = useWords(CATALOGUE_WORDS);
  const { q = '', category } = useSearch({ from: '/library' });
  const found = matchingTemplates(templates, q);
  const shown = found.filter((template) => category === undefined || template.category === category);
  return (
    <>
      <CatalogueFilters found={found} />
      <p aria-live="polite" className="text-xs text-muted">
        {words.found(shown.length)}
      </p>
      {shown.length === 0 ? (
        <Empty>
          <p>{found.length === 0 ? words.none(q) : words.noneOfCategory}</p>
          <Link to="/library" className={`${buttonClass()} mt-3`}>
            {words.showAll}
          </Link>
        </Empty>
      ) : (
        <>
          <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {shown.map((template) => (
              <li key={template.id}>
                <TemplateCard {...template} />
              </li>
            ))}
          </ul>
          <p className="text-xs text-muted">{words.net}</p>
        </>
      )}
    </>
  );
}

import type { TemplateSummary } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { SvgImage } from '../../../ui/svg-image.tsx';
import { CATALOGUE_WORDS } from './catalogue-words.ts';
import { FromPrice } from './from-price.tsx';

/** One template of the library. The whole card is the link, which bears only the name. */
export function TemplateCard({ id, name, summary, version, category, icon, servers, from_price }: TemplateSummary) {
  const words = useWords(CATALOGUE_WORDS);
  const { language } = useLanguage();
  return (
    <article className="relative flex h-full flex-col rounded-lg border border-line bg-surface p-4 has-focus-visible:border-accent hover:border-accent">
      <div className="flex items-start gap-3">
        <SvgImage svg={icon} size={40} />
        <div className="min-w-0">
          <h2 className="text-base font-semibold">
            <Link to="/library/templates/$template" params={{ template: id }} className="after:absolute after:inset-0">
              {name[language]}
            </Link>
          </h2>
          <p className="text-xs text-muted">
            {`${words.category[category]} · ${words.servers(servers)} · ${words.version(version)}`}
          </p>
        </div>
      </div>
      <p className="mt-3 flex-1 text-sm">{summary[language]}</p>
      <p className="mt-3 border-t border-line pt-3 text-sm tabular">
        <FromPrice price={from_price} />
      </p>
    </article>
  );
}

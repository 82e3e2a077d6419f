import type { TemplateDetail } from '@prego/contracts';
import { Link, useParams } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { buttonClass } from '../../../ui/button.tsx';
import { Crumbs } from '../../../ui/crumbs.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { SvgImage } from '../../../ui/svg-image.tsx';
import { CATALOGUE_WORDS } from '../catalogue/catalogue-words.ts';
import { FromPrice } from '../catalogue/from-price.tsx';
import { LicencesPanel } from './licences-panel.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { PrerequisitesPanel } from './prerequisites-panel.tsx';
import { ResourcesPanel } from './resources-panel.tsx';
import { SizesPanel } from './sizes-panel.tsx';
import { TemplatePanels } from './template-panels.tsx';
import { TEMPLATE_WORDS } from './template-words.ts';
import { useChoices } from './use-choices.ts';
import { useTemplate } from './use-template.ts';

/** What one template is, needs, makes and costs. */
export function TemplatePage() {
  const words = useWords(TEMPLATE_WORDS);
  const { language } = useLanguage();
  const { template } = useParams({ from: '/library/templates/$template' });
  const detail = useTemplate(template);
  const choices = useChoices(template);
  const manifest = detail.data?.manifest;
  return (
    <>
      <Crumbs label={words.where} of={[{ to: '/library', label: words.templates }]} />
      <PageHead title={manifest?.name[language] ?? template} sub={manifest?.summary[language]}>
        <FreshnessLine of={[detail, choices]} />
      </PageHead>
      <TemplatePanels id={template} detail={detail}>
        {(known) => (
          <>
            <Head {...known} />
            <div className="grid items-start gap-4 xl:grid-cols-2">
              <OverviewPanel manifest={known.manifest} />
              <PrerequisitesPanel prerequisites={known.prerequisites} seenAt={known.inventory_seen_at} />
            </div>
            <ResourcesPanel manifest={known.manifest} />
            <SizesPanel choices={choices} />
            <LicencesPanel licences={known.manifest.licences} />
          </>
        )}
      </TemplatePanels>
    </>
  );
}

function Head({ manifest, icon, from_price }: TemplateDetail) {
  const words = useWords(TEMPLATE_WORDS);
  const catalogue = useWords(CATALOGUE_WORDS);
  const { id, category, version, install_minutes } = manifest;
  return (
    <div className="flex flex-wrap items-center gap-4 rounded-lg border border-line bg-surface p-4">
      <SvgImage svg={icon} size={56} />
      <div className="min-w-0 flex-1 basis-60 text-sm">
        <p className="font-medium tabular">
          <FromPrice price={from_price} />
        </p>
        <p className="text-muted">
          {`${catalogue.category[category]} · ${catalogue.version(version)} · ${words.takes(install_minutes)}`}
        </p>
      </div>
      <Link to="/library/templates/$template/run" params={{ template: id }} className={buttonClass('primary')}>
        <Play aria-hidden size={14} />
        {words.run}
      </Link>
    </div>
  );
}

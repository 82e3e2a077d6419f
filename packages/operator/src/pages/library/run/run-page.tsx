import type { LibraryChoices, TemplateManifest } from '@prego/contracts';
import { useParams } from '@tanstack/react-router';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { Crumbs } from '../../../ui/crumbs.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { LookNote } from '../../infra/orphans/look-note.tsx';
import { TemplatePanels } from '../template/template-panels.tsx';
import { TEMPLATE_WORDS } from '../template/template-words.ts';
import { useChoices } from '../template/use-choices.ts';
import { useTemplate } from '../template/use-template.ts';
import { RunForm } from './run-form.tsx';
import { RUN_WORDS } from './run-words.ts';
import { useReadPreflight } from './use-preflight.ts';

/** Has a template provisioned: its entries, and what would come of them. */
export function RunPage() {
  const words = useWords(RUN_WORDS);
  const of = useWords(TEMPLATE_WORDS);
  const { language } = useLanguage();
  const { template } = useParams({ from: '/library/templates/$template/run' });
  const detail = useTemplate(template);
  const choices = useChoices(template);
  const readPreflight = useReadPreflight(template);
  const name = detail.data?.manifest.name[language] ?? template;
  return (
    <>
      <Crumbs
        label={of.where}
        of={[
          { to: '/library', label: of.templates },
          { to: '/library/templates/$template', params: { template }, label: name },
        ]}
      />
      <PageHead title={words.title(name)} sub={words.sub}>
        <FreshnessLine
          of={[detail, { ...choices, refetch: () => Promise.all([choices.refetch(), readPreflight()]) }]}
        />
      </PageHead>
      <TemplatePanels id={template} detail={detail}>
        {({ manifest }) => <Choices key={template} manifest={manifest} choices={choices} />}
      </TemplatePanels>
    </>
  );
}

function Choices({ manifest, choices }: { manifest: TemplateManifest; choices: Live<LibraryChoices> }) {
  const words = useWords(RUN_WORDS);
  const view = (
    <QueryView query={choices} what={words.choices} lines={12}>
      {(known) => <Run manifest={manifest} choices={known} />}
    </QueryView>
  );
  return choices.data ? (
    view
  ) : (
    <Panel flush title={words.form}>
      {view}
    </Panel>
  );
}

function Run({ manifest, choices }: { manifest: TemplateManifest; choices: LibraryChoices }) {
  const { never } = useWords(TEMPLATE_WORDS);
  return (
    <>
      <div className="-mx-4">
        <LookNote seenAt={choices.inventory_seen_at} never={never} />
      </div>
      <RunForm manifest={manifest} choices={choices} />
    </>
  );
}

import type { TemplateDetail } from '@prego/contracts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { isNotThere } from '../status/not-there.ts';
import { TEMPLATE_WORDS } from './template-words.ts';

interface TemplatePanelsProps {
  id: string;
  detail: Live<TemplateDetail>;
  children: (known: TemplateDetail) => ReactNode;
}

/** What a page says of a template; until that is known one panel says why not, or that there is no such template. */
export function TemplatePanels({ id, detail, children }: TemplatePanelsProps) {
  const words = useWords(TEMPLATE_WORDS);
  if (isNotThere(detail.error)) {
    return (
      <Panel title={words.notThere}>
        <Empty>
          <p className="break-words">{words.notThereHelp(id)}</p>
          <Link to="/library" className={`${buttonClass('primary')} mt-3`}>
            {words.toTemplates}
          </Link>
        </Empty>
      </Panel>
    );
  }
  const view = (
    <QueryView query={detail} what={words.what} lines={12}>
      {children}
    </QueryView>
  );
  return detail.data ? (
    view
  ) : (
    <Panel flush title={words.what}>
      {view}
    </Panel>
  );
}

import type { ProvisioningDetail } from '@prego/contracts';
import { useLanguage, useWords } from '../../../../i18n/language.tsx';
import { Facts } from '../../../../ui/facts.tsx';
import { Panel } from '../../../../ui/panel.tsx';
import { RUN_WORDS } from '../../run/run-words.ts';
import { useChoices } from '../../template/use-choices.ts';
import { useTemplate } from '../../template/use-template.ts';
import { entriesOf } from '../entries-of.ts';
import { STATUS_PAGE_WORDS } from '../status-words.ts';

/** What was entered when it was run. The names are worth waiting for, but not an error: ids say the same. */
export function EntriesPanel({ of }: { of: ProvisioningDetail }) {
  const words = useWords(STATUS_PAGE_WORDS);
  const { field } = useWords(RUN_WORDS);
  const { language } = useLanguage();
  const known = { manifest: useTemplate(of.template).data?.manifest, choices: useChoices(of.template).data };
  return (
    <Panel title={words.entries}>
      <Facts
        of={entriesOf(of.inputs, known, field, language).map(([label, value]) => [
          label,
          <span key={label} className="break-words">
            {value}
          </span>,
        ])}
      />
    </Panel>
  );
}

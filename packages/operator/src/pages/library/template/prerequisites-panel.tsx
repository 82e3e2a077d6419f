import type { TemplateDetail } from '@prego/contracts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TimeSaid } from '../../../ui/time-said.tsx';
import { LookNote } from '../../infra/orphans/look-note.tsx';
import { TEMPLATE_WORDS } from './template-words.ts';

type Prerequisite = TemplateDetail['prerequisites'][number];

/** What has to be there before a run, and whether it is, by the last look at the cloud. */
export function PrerequisitesPanel({
  prerequisites,
  seenAt,
}: {
  prerequisites: readonly Prerequisite[];
  seenAt: number | null;
}) {
  const words = useWords(TEMPLATE_WORDS);
  return (
    <Panel flush title={words.prerequisites} aside={seenAt !== null && <TimeSaid words={words.checked} at={seenAt} />}>
      <LookNote seenAt={seenAt} never={words.never} />
      {prerequisites.length === 0 ? (
        <p className="p-4 text-sm text-muted">{words.noPrerequisites}</p>
      ) : (
        <ul className="divide-y divide-line">
          {prerequisites.map((prerequisite) => (
            <li key={`${prerequisite.kind} ${prerequisite.text.en}`} className="space-y-1 px-4 py-3 text-sm">
              <PrerequisiteLines {...prerequisite} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function PrerequisiteLines({ kind, text, present, count }: Prerequisite) {
  const words = useWords(TEMPLATE_WORDS);
  const { language } = useLanguage();
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-medium">{words.kind[kind]}</span>
        {present === null ? (
          <Badge tone="idle">{words.unknown}</Badge>
        ) : (
          <Badge tone={present ? 'ok' : 'bad'}>{present ? words.present(count) : words.missing}</Badge>
        )}
      </p>
      <p className="text-muted">{text[language]}</p>
      {present === false && <p>{`${words.todo[kind]} ${words.after}`}</p>}
    </>
  );
}

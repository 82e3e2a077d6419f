import type { LibraryInputs, TemplateManifest } from '@prego/contracts';
import { useWords } from '../../../i18n/language.tsx';
import type { Live } from '../../../live/use-live.ts';
import { Badge } from '../../../ui/badge.tsx';
import { FailureNote } from '../../../ui/failure-note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { FaultyFields } from './faulty-fields.tsx';
import { type Answered, sameInputs } from './form-faults.ts';
import { PreflightAnswer } from './preflight-answer.tsx';
import { PreflightSection } from './preflight-section.tsx';
import type { Readiness } from './readiness.ts';
import { RUN_WORDS } from './run-words.ts';

interface PreflightPanelProps {
  manifest: TemplateManifest;
  inputs: LibraryInputs;
  readiness: Readiness;
  preflight: Live<Answered>;
  /** Leads to a field. */
  onMend: (name: string) => void;
}

/** What would come of the entries, by the control plane, and what is still to be done about them. */
export function PreflightPanel({ manifest, inputs, readiness, preflight, onMend }: PreflightPanelProps) {
  const words = useWords(RUN_WORDS);
  const { data, error } = preflight;
  const { toFill, toMend } = readiness;
  const isCurrent = data !== undefined && sameInputs(data.inputs, inputs);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields; and a region would be a landmark of the panel's name
    <div
      role="group"
      aria-label={words.preflight}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto"
    >
      <Panel
        flush
        title={words.preflight}
        actions={<Standing {...readiness} answer={isCurrent ? data.answer : undefined} />}
        aside={!isCurrent && !error && words.checking}
      >
        {error && (
          <FailureNote
            what={words.preflight}
            error={error}
            stale={data !== undefined}
            onRetry={() => void preflight.refetch()}
          />
        )}
        <div className="divide-y divide-line">
          {toMend.length > 0 && (
            <PreflightSection title={words.toMend}>
              <FaultyFields manifest={manifest} faults={toMend} told onMend={onMend} />
            </PreflightSection>
          )}
          {toFill.length > 0 && (
            <PreflightSection title={words.toFill}>
              <FaultyFields manifest={manifest} faults={toFill} told={false} onMend={onMend} />
            </PreflightSection>
          )}
          {data && <PreflightAnswer {...data} servers={manifest.servers} />}
        </div>
      </Panel>
    </div>
  );
}

/** How far it is from a run, in a word. Where Hetzner had no room lately it may be run all the same. `answer`: of these entries. */
function Standing({ toFill, toMend, answer }: Readiness & { answer: Answered['answer'] | undefined }) {
  const words = useWords(RUN_WORDS);
  const isReady = toMend.length + toFill.length === 0 && answer !== undefined;
  const hasRoom = answer?.offers.some(({ available }) => available);
  return (
    <span aria-live="polite" className="flex flex-wrap gap-1.5">
      {toMend.length > 0 && <Badge tone="warn">{words.notReady(toMend.length)}</Badge>}
      {toFill.length > 0 && <Badge tone="idle">{words.notFilled(toFill.length)}</Badge>}
      {isReady && <Badge tone={hasRoom ? 'ok' : 'warn'}>{hasRoom ? words.ready : words.noRoom}</Badge>}
    </span>
  );
}

import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { count } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/language.tsx';
import { useNow } from '../../live/use-now.ts';
import { announce } from '../../ui/announcer.tsx';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ExternalLink } from '../../ui/external-link.tsx';
import { FailureLine } from '../../ui/failure-line.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { LOG_KEPT_DAYS, mayGrow, whyNoLog } from './log-kept.ts';
import { linesOf } from './log-text.ts';
import { LogView } from './log-view.tsx';
import { LOG_WORDS } from './log-words.ts';
import { type Attempt, isOver, type TraceJob } from './story.ts';
import { downloadLog, useLog } from './use-log.ts';

interface LogPanelProps {
  job: TraceJob;
  attempt: Attempt;
  /** What is looked for in it. */
  query: string;
  /** Looks for something else: the query is part of the address, which is the page's. */
  onQuery: (query: string) => void;
}

/** What the engine wrote in an attempt, as it comes. */
export function LogPanel({ job, attempt, query, onQuery }: LogPanelProps) {
  const words = useWords(LOG_WORDS);
  const { language } = useLanguage();
  const over = isOver(attempt, job);
  const log = useLog(job.job_id, attempt.attempt, mayGrow(attempt, over));
  const lines = useMemo(() => (log.data ? linesOf(log.data) : []), [log.data]);
  return (
    <Panel
      title={words.title}
      aside={lines.length > 0 && `${words.lines(count(lines.length, language))}${over ? '' : ` · ${words.growing}`}`}
      actions={lines.length > 0 && <DownloadButton job_id={job.job_id} attempt={attempt.attempt} />}
      flush
    >
      <QueryView query={log} what={words.what}>
        {({ gone }) =>
          lines.length > 0 ? (
            <LogView key={attempt.attempt} lines={lines} query={query} onQuery={onQuery} growing={!over} />
          ) : (
            <NoLines attempt={attempt} over={over} gone={gone === true} />
          )
        }
      </QueryView>
    </Panel>
  );
}

/** `gone`: the control plane has said so. */
function NoLines({ attempt, over, gone }: { attempt: Attempt; over: boolean; gone: boolean }) {
  const words = useWords(LOG_WORDS);
  const guess = whyNoLog(attempt, over, useNow());
  const text = {
    not_begun: words.notBegun,
    nothing_yet: words.nothingYet,
    no_run: words.noRun,
    gone: words.gone(LOG_KEPT_DAYS),
    never: words.never,
  };
  return (
    <Empty>
      <p className="mx-auto max-w-prose">{text[gone ? 'gone' : guess]}</p>
      {attempt.run_url && (
        <p className="mt-3">
          <ExternalLink button to={attempt.run_url} label={words.openRun} />
        </p>
      )}
    </Empty>
  );
}

function DownloadButton({ job_id, attempt }: { job_id: string; attempt: number }) {
  const words = useWords(LOG_WORDS);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const download = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await downloadLog(job_id, attempt);
      announce(words.downloaded);
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {failure && <FailureLine error={failure} />}
      <Button busy={busy} onClick={() => void download()}>
        <Download aria-hidden size={14} />
        {busy ? words.downloading : words.download}
      </Button>
    </>
  );
}

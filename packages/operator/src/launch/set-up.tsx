import type { LaunchStatus, LaunchView } from '@prego/contracts';
import { ArrowUpRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { announce } from '../ui/announcer.tsx';
import { EstimateLine } from './estimate-line.tsx';
import { LaunchLines } from './launch-lines.tsx';
import { LAUNCH_WORDS } from './launch-words.ts';
import { ProgressRing } from './progress-ring.tsx';
import type { ServerClock } from './server-clock.ts';
import { currentLine, doneOf } from './shown-view.ts';
import { SupportReference } from './support-reference.tsx';

/** One workspace: how it stands, how long it takes, the ten lines, and what to tell support. */
export function SetUp({ view, clock }: { view: LaunchView; clock: ServerClock | undefined }) {
  const { status, hostname, hints, url, estimate, support_reference } = view;
  const { language } = useLanguage();
  const words = useWords(LAUNCH_WORDS);
  const line = currentLine(view, language);
  const current = line ? (line.begun ? words.now : words.comes)(line.label) : null;
  useTold(view, line?.label ?? null, current);
  const helpless = status === 'failed' || status === 'stopped';
  return (
    <article className="space-y-6">
      <div className="flex flex-col items-center gap-4 text-center">
        <ProgressRing status={status} done={doneOf(view)} />
        <div className="space-y-2">
          <h1 className="text-2xl font-semibold tracking-tight text-balance sm:text-3xl">{words.title[status]}</h1>
          <p className="font-mono text-muted">
            <span className="sr-only">{words.address} </span>
            {hostname}
          </p>
        </div>
        <p className="max-w-md text-lg text-pretty">{hints[language]}</p>
        {url !== null && <OpenLink url={url} />}
      </div>
      {status === 'preparing' && <EstimateLine estimate={estimate} clock={clock} current={current} />}
      {helpless && support_reference !== null && <SupportReference reference={support_reference} urgent />}
      {status !== 'closed' && <LaunchLines lines={view.lines} done={doneOf(view)} />}
      {!helpless && support_reference !== null && <SupportReference reference={support_reference} />}
    </article>
  );
}

/** Has the tab's title follow, and a screen reader say what has changed since the page was first read. */
function useTold(view: LaunchView, label: string | null, current: string | null): void {
  const { status, hostname } = view;
  const words = useWords(LAUNCH_WORDS);
  const { language } = useLanguage();
  const hint = view.hints[language];
  const done = doneOf(view);
  useEffect(() => {
    const state =
      status === 'preparing' ? words.tab.preparing(label ?? words.title.preparing, done) : words.tab[status];
    document.title = `${state} · ${hostname}`;
  }, [words, status, label, done, hostname]);
  const told = useRef<{ status: LaunchStatus; current: string | null; language: string }>(undefined);
  useEffect(() => {
    const before = told.current;
    told.current = { status, current, language };
    // Another language is no news.
    if (!before || before.language !== language) return;
    if (before.status !== status) announce(`${words.title[status]}. ${hint}`);
    else if (before.current !== current && current !== null) announce(current);
  }, [words, status, current, language, hint]);
}

function OpenLink({ url }: { url: string }) {
  const words = useWords(LAUNCH_WORDS);
  return (
    <a
      href={url}
      className="inline-flex min-h-12 items-center gap-2 rounded-xl bg-accent px-6 text-lg font-semibold text-on-accent transition-colors hover:bg-accent-strong print:border"
    >
      {words.open}
      <ArrowUpRight aria-hidden size={20} />
    </a>
  );
}

/** Before the first answer. */
export function SetUpLoading({ waiting }: { waiting: boolean }) {
  const words = useWords(LAUNCH_WORDS);
  useEffect(() => {
    document.title = words.tab.none;
  }, [words]);
  return (
    <div className="flex flex-col items-center gap-4 text-center" aria-busy={waiting}>
      <ProgressRing status="preparing" done={null} />
      <h1 className="text-2xl font-semibold tracking-tight text-balance">{waiting ? words.loading : words.tab.none}</h1>
    </div>
  );
}

import type { DispatchState } from '@prego/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { count } from '../../../i18n/format.ts';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { useDuration } from '../../../i18n/use-duration.ts';
import { useNow } from '../../../live/use-now.ts';
import { useDispatchState } from '../../../shell/use-dispatch-state.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Time } from '../../../ui/time.tsx';
import { DISPATCH_WORDS } from './dispatch-words.ts';

/** Whether jobs go out, why not, and the press that changes it. */
export function DispatchTab() {
  const words = useWords(DISPATCH_WORDS);
  const live = useDispatchState();
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <div className="min-w-0 space-y-4">
        <Panel title={words.title} actions={<FreshnessLine of={[live]} />}>
          <QueryView query={live} what={words.title} lines={4}>
            {(state) => <HowItStands state={state} />}
          </QueryView>
        </Panel>
        <Panel title={words.means}>
          <ul className="list-disc space-y-1.5 pl-4 text-sm">
            {Object.values(words.meanings).map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Panel>
      </div>
      <Panel title={words.line}>
        <QueryView query={live} what={words.line} lines={4}>
          {(state) => <Line state={state} />}
        </QueryView>
      </Panel>
    </div>
  );
}

function HowItStands({ state }: { state: DispatchState }) {
  const words = useWords(DISPATCH_WORDS);
  const duration = useDuration();
  const now = useNow();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'pause' | 'resume'>();
  const { paused, reason, changed_by, changed_at, limited_until, queued } = state;
  const limited = limited_until !== null && limited_until > now ? limited_until : undefined;
  const set = async (body: { paused: boolean; reason?: string }) => {
    const changed = await bodyOf(api.PUT('/internal/dispatch', { body }));
    // What was being read meanwhile may be from before.
    await client.cancelQueries({ queryKey: ['dispatch'] });
    client.setQueryData(['dispatch'], changed);
    announce(body.paused ? words.pausedNow : words.resumedNow);
    // Jobs in line move, or no longer do.
    void client.invalidateQueries({ queryKey: ['jobs'] });
  };
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-center gap-3">
        <Badge tone={paused || limited ? 'warn' : 'ok'}>
          {paused ? words.paused : limited ? words.limited : words.running}
        </Badge>
        <Button
          look={paused ? 'primary' : 'secondary'}
          className="ml-auto"
          onClick={() => setAsking(paused ? 'resume' : 'pause')}
        >
          {paused ? words.resume : words.pause}
        </Button>
      </div>
      {changed_at === null && !limited && <p className="text-sm text-muted">{words.untouched}</p>}
      <Facts
        of={[
          [words.reason, reason],
          [paused ? words.pausedBy : words.resumedBy, changed_by],
          [words.since, changed_at && <Time at={changed_at} />],
          [
            words.limitedUntil,
            limited && (
              <>
                <Time at={limited} absolute /> · <span className="tabular">{words.left(duration(limited - now))}</span>
              </>
            ),
          ],
        ]}
      />
      <ConfirmDialog
        open={asking === 'pause'}
        onClose={() => setAsking(undefined)}
        title={words.pauseTitle}
        confirm={words.pauseDo}
        reason={{ label: words.pauseReason }}
        onConfirm={({ reason }) => set({ paused: true, reason: reason.trim() })}
      >
        <p>{words.meanings.stays}</p>
        <p>{words.meanings.goesOn}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'resume'}
        onClose={() => setAsking(undefined)}
        title={words.resumeTitle}
        confirm={words.resume}
        onConfirm={() => set({ paused: false })}
      >
        <p>{words.resumeHelp(queued)}</p>
      </ConfirmDialog>
    </div>
  );
}

function Line({ state: { queued, dead, oldest_due_at, jobs } }: { state: DispatchState }) {
  const words = useWords(DISPATCH_WORDS);
  const { language } = useLanguage();
  return (
    <dl className="grid grid-cols-2 gap-4 text-sm">
      <Figure name={words.queued} value={count(queued, language)} note={words.queuedHelp}>
        {oldest_due_at !== null && (
          <>
            {words.oldest} <Time at={oldest_due_at} />
          </>
        )}
      </Figure>
      <Figure name={words.dead} value={count(dead, language)} note={words.deadHelp}>
        {dead > 0 && <JobsLink status={['failed']}>{words.showFailed}</JobsLink>}
      </Figure>
      <Figure name={words.active} value={count(jobs.active, language)}>
        {jobs.active > 0 && (
          <JobsLink status={['running', 'dispatched', 'dispatching', 'waiting', 'queued']}>{words.showActive}</JobsLink>
        )}
      </Figure>
      <Figure name={words.failed24h} value={count(jobs.failed_24h, language)}>
        {jobs.failed_24h > 0 && <JobsLink status={['failed']}>{words.showFailed}</JobsLink>}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: string;
  note?: string;
  children: ReactNode;
}

function Figure({ name, value, note, children }: FigureProps) {
  return (
    <div>
      <dt className="text-muted">{name}</dt>
      <dd className="text-xl font-semibold tabular">{value}</dd>
      {note && <dd className="text-xs text-muted">{note}</dd>}
      <dd className="text-xs">{children}</dd>
    </div>
  );
}

type JobsLinkProps = {
  status: ('failed' | 'running' | 'dispatched' | 'dispatching' | 'waiting' | 'queued')[];
  children: string;
};

function JobsLink({ status, children }: JobsLinkProps) {
  return (
    <Link to="/cp/infra" search={{ status }} className="text-accent underline underline-offset-2">
      {children}
    </Link>
  );
}

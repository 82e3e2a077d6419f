import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, bodyOf } from '../../../api/client.ts';
import { useWords } from '../../../i18n/language.tsx';
import { useLive } from '../../../live/use-live.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { TextField } from '../../../ui/fields.tsx';
import { FreshnessLine } from '../../../ui/freshness-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { JsonButtons } from './json-buttons.tsx';
import { rowsWith, traceIdIn, traceMoves } from './trace-rows.ts';
import { TraceTable } from './trace-table.tsx';
import { TRACE_WORDS } from './trace-words.ts';

/** The rows of a trace, as they are stored: for what the other pages leave out. */
export function TraceTab() {
  const words = useWords(TRACE_WORDS);
  const { trace_id } = useSearch({ from: '/cp/infra' });
  return (
    <>
      <TraceForm />
      {trace_id ? <TraceRows key={`rows ${trace_id}`} traceId={trace_id} /> : <Empty>{words.start}</Empty>}
    </>
  );
}

function TraceForm() {
  const words = useWords(TRACE_WORDS);
  const { trace_id = '' } = useSearch({ from: '/cp/infra' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(trace_id);
  const [tried, setTried] = useState(false);
  const [known, setKnown] = useState(trace_id);
  // Another one is in the address now. The form itself stays, and who is in it keeps the focus.
  if (known !== trace_id) {
    setKnown(trace_id);
    setTyped(trace_id);
    setTried(false);
  }
  const id = traceIdIn(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (id) void navigate({ to: '/cp/infra', search: { tab: 'trace', trace_id: id } });
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-start gap-2" noValidate>
      <TextField
        label={words.label}
        className="min-w-0 flex-1 basis-64 sm:max-w-xl"
        value={typed}
        hint={words.hint}
        error={tried && !id ? words.unusable : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      {/* Beside the line, not beside its label. */}
      <Button type="submit" look="primary" className="mt-5">
        {words.load}
      </Button>
    </form>
  );
}

function TraceRows({ traceId }: { traceId: string }) {
  const words = useWords(TRACE_WORDS);
  const [text, setText] = useState('');
  const live = useLive({
    key: ['raw-trace', traceId],
    read: (signal) =>
      bodyOf(api.GET('/internal/trace/{trace_id}', { params: { path: { trace_id: traceId } }, signal })),
    moves: ({ trace_events }) => traceMoves(trace_events, Date.now()),
  });
  const all = live.data?.trace_events ?? [];
  const rows = rowsWith(all, text);
  return (
    <Panel
      title={words.rows}
      aside={live.data && words.count(rows.length, all.length)}
      actions={<FreshnessLine of={[live]} />}
      flush
    >
      <QueryView query={live} what={words.rows} lines={8}>
        {({ job_id }) => (
          <>
            <div className="flex flex-wrap items-end gap-2 border-b border-line px-4 py-3">
              <TextField
                label={words.find}
                className="min-w-0 flex-1 basis-48 sm:max-w-sm"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <JsonButtons traceId={traceId} rows={rows} />
              <Link
                to="/cp/provision-trace"
                search={{ job_id, trace_id: traceId }}
                className={`${buttonClass('secondary')} sm:ml-auto`}
              >
                {words.open}
              </Link>
            </div>
            {rows.length > 0 ? (
              <TraceTable rows={rows} />
            ) : (
              <Empty>{all.length === 0 ? words.none : words.noneFound}</Empty>
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}

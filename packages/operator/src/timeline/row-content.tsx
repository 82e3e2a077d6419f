import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { ErrorCode } from '../ui/error-code.tsx';
import { ExternalLink } from '../ui/external-link.tsx';
import { DecisionLink, JobLink, NodeLink } from '../ui/id-links.tsx';
import { JobStatusBadge } from '../ui/status-badges.tsx';
import { STATUS_WORDS } from '../ui/status-words.ts';
import { TONE_TEXT } from '../ui/tone.ts';
import { eventNote, firstLine, isRun, stepOf, toneOf } from './row-text.ts';
import type { TimelineRow } from './timeline-row.ts';
import { TIMELINE_WORDS } from './timeline-words.ts';

type Of<Kind extends TimelineRow['kind']> = Extract<TimelineRow, { kind: Kind }>['of'];

interface RowContentProps {
  row: TimelineRow;
  tenantId: string;
  /** The line of a UI step in the reader's language. */
  labelOf: (stage: string) => string | undefined;
}

/** What a row says, with links to all that it names. */
export function RowContent({ row, tenantId, labelOf }: RowContentProps): ReactNode {
  switch (row.kind) {
    case 'job':
      return <JobRow of={row.of} jobId={row.job_id} />;
    case 'trace':
      return <TraceRow of={row.of} tone={TONE_TEXT[toneOf(row)]} label={labelOf(row.of.stage)} />;
    case 'funnel':
      return <FunnelRow of={row.of} />;
    case 'decision':
      return <DecisionRow of={row.of} tenantId={tenantId} />;
    case 'audit':
      return <AuditRow of={row.of} />;
  }
}

function JobRow({ of, jobId }: { of: Of<'job'>; jobId: string | null }) {
  const words = useWords(TIMELINE_WORDS);
  const kinds = useWords(STATUS_WORDS).kind;
  if (of.moment === 'created') {
    return (
      <>
        {`${words.created}: ${kinds[of.job]} `}
        {jobId && <JobLink id={jobId} />} <Muted>{words.by(of.by)}</Muted>
      </>
    );
  }
  if (of.moment !== 'ended') {
    return (
      <>
        {words[of.moment]} {of.run_url && <ExternalLink to={of.run_url} label={words.run} />}
      </>
    );
  }
  return (
    <>
      {`${words.ended} `}
      <JobStatusBadge status={of.status} /> {of.error_code && <ErrorCode code={of.error_code} />}{' '}
      <Muted>{firstLine(of.error_message)}</Muted>
    </>
  );
}

function TraceRow({ of, tone, label }: { of: Of<'trace'>; tone: string; label: string | undefined }) {
  const words = useWords(TIMELINE_WORDS);
  const step = stepOf(of.stage);
  const { language } = useLanguage();
  const note = eventNote(of, language);
  return (
    <>
      {step === undefined ? (
        <Code>{of.stage}</Code>
      ) : (
        <span className="font-medium">{words.step(step, label ?? of.stage)}</span>
      )}{' '}
      <span className={tone}>{words.event[of.status]}</span> {note && <Muted>{note}</Muted>}
    </>
  );
}

function FunnelRow({ of }: { of: Of<'funnel'> }) {
  return useWords(TIMELINE_WORDS).milestone[of.name];
}

function DecisionRow({ of, tenantId }: { of: Of<'decision'>; tenantId: string }) {
  const words = useWords(TIMELINE_WORDS);
  const { dedicated } = of.placement;
  return (
    <>
      {of.selected_node_id ? (
        <>
          {words.placedOn} <NodeLink id={of.selected_node_id} />
        </>
      ) : (
        (dedicated ? words.trio : words.newServer)(of.region)
      )}
      <Muted>{`: ${words.reason[of.decision_reason]} `}</Muted>
      <DecisionLink id={of.decision_id} of={{ tenant_id: tenantId }} />
    </>
  );
}

function AuditRow({ of }: { of: Of<'audit'> }) {
  const words = useWords(TIMELINE_WORDS);
  return (
    <>
      <Code>{of.action}</Code> <Muted>{words.by(isRun(of.actor) ? words.itsRun : of.actor)}</Muted>{' '}
      {of.node_id && <NodeLink id={of.node_id} />}
    </>
  );
}

const Code = ({ children }: { children: ReactNode }) => <code className="font-mono text-[0.92em]">{children}</code>;
const Muted = ({ children }: { children: ReactNode }) => <span className="text-muted">{children}</span>;

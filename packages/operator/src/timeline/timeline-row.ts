import type {
  AuditPage,
  FunnelAnswer,
  JobAttempt,
  JobKind,
  JobStatus,
  JobSummary,
  StoredDecision,
  TraceEventRow,
} from '@prego/contracts';

export type FunnelRow = FunnelAnswer['funnel_events'][number];
export type AuditRow = AuditPage['items'][number];
export type DecisionRow = Pick<
  StoredDecision,
  'decision_id' | 'job_id' | 'decision_reason' | 'selected_node_id' | 'created_at' | 'cluster' | 'placement' | 'region'
>;

/** Where rows come from; those of one moment stand in this order: who did it, what came of it, how it went on. */
export const TIMELINE_KINDS = ['audit', 'job', 'decision', 'trace', 'funnel'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** A moment in the life of a job, from its own columns and those of its attempts. */
export type JobMoment =
  | { readonly moment: 'created'; readonly job: JobKind; readonly by: string }
  | { readonly moment: 'dispatched' | 'claimed'; readonly run_url: string | null }
  | {
      readonly moment: 'ended';
      readonly status: JobStatus;
      readonly error_code: string | null;
      readonly error_message: string | null;
    };

type Content =
  | { readonly kind: 'job'; readonly of: JobMoment }
  | { readonly kind: 'trace'; readonly of: TraceEventRow }
  | { readonly kind: 'funnel'; readonly of: FunnelRow }
  | { readonly kind: 'decision'; readonly of: DecisionRow }
  | { readonly kind: 'audit'; readonly of: AuditRow };

/** One line of the story, whatever table it stands in. */
export type TimelineRow = Content & {
  /** The same row of the same source has the same key, however often it is read. */
  readonly key: string;
  readonly at: number;
  /** Its place among rows of its kind and moment. */
  readonly seq: number;
  readonly job_id: string | null;
  readonly attempt: number | null;
};

/** What is known of a job's attempts; the control plane answers it with the trace. */
export type KnownAttempt = Pick<
  JobAttempt,
  'attempt' | 'run_url' | 'dispatched_at' | 'claimed_at' | 'ended_at' | 'error_code' | 'error_message'
> & {
  readonly job_id: string;
  readonly status: JobStatus | null;
  readonly created_at: number | null;
};

/** All that a story is merged from. Any part may be empty: one that can't be read takes nothing from the others. */
export interface StorySources {
  readonly jobs: readonly JobSummary[];
  readonly attempts: readonly KnownAttempt[];
  readonly trace: readonly TraceEventRow[];
  readonly funnel: readonly FunnelRow[];
  readonly decisions: readonly DecisionRow[];
  readonly audit: readonly AuditRow[];
}

/** The order of a story: by time, then by kind, then by the source's own order; two rows are never equal. */
export function compareRows(a: TimelineRow, b: TimelineRow): number {
  return (
    a.at - b.at ||
    TIMELINE_KINDS.indexOf(a.kind) - TIMELINE_KINDS.indexOf(b.kind) ||
    a.seq - b.seq ||
    (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
  );
}

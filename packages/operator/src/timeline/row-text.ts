import { duration } from '../i18n/format.ts';
import type { Language } from '../i18n/language.tsx';
import type { Tone } from '../ui/tone.ts';
import { jobTone, stepTone } from '../ui/tone.ts';
import type { TimelineRow } from './timeline-row.ts';

const UI_STAGE = /^prego_ui_step_(\d\d)$/;

/** The number of a UI step's stage, from 1 to 10; undefined for automation's own stages. */
export function stepOf(stage: string): number | undefined {
  const step = UI_STAGE.exec(stage)?.[1];
  return step === undefined ? undefined : Number(step);
}

/** The colour of a row: what it says of how things went. */
export function toneOf(row: TimelineRow): Tone {
  if (row.kind === 'trace') return stepTone(row.of.status);
  if (row.kind === 'job' && row.of.moment === 'ended') return jobTone(row.of.status);
  if (row.kind === 'funnel') return 'ok';
  return row.kind === 'decision' ? 'info' : 'idle';
}

/**
 * What a trace event says of itself beside its stage, in one line: why it failed or was skipped, else what it worked on. The
 * kind and name of an engine's resource stand in its stage already.
 */
export function eventNote({ data }: { readonly data: Readonly<Record<string, unknown>> }, language: Language): string {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
  const failed = text('error_message');
  if (failed !== undefined) return [failed.split('\n', 1)[0], text('remedy')].filter(Boolean).join(' ');
  const worked = [text('action'), text('node_id'), text('hostname'), text('outcome')];
  const took = typeof data.duration_ms === 'number' ? duration(data.duration_ms, language) : undefined;
  return [text('reason'), ...worked, took].filter(Boolean).join(' · ');
}

/** Whether the actor of an audit row is a run: its job stands in the row anyway. */
export const isRun = (actor: string): boolean => /^attempt job_/.test(actor);

/** The first lines of a text that is to stand in a row. */
export const firstLine = (text: string | null): string => (text ?? '').trim().split('\n', 1)[0] ?? '';

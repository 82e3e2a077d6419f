import type { TraceEventRow } from '@prego/contracts';
import type { StageWords } from './stage-words.ts';

type Told = Pick<TraceEventRow, 'stage' | 'data'>;

/** What a stage of a run is called: by words of its own, or as the kind and name of the resource; else as the machine has it. */
export function stageName({ stage, data }: Told, words: StageWords): string {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : '');
  // Each offer that was refused is a stage of its own, by a number (the action's stack-events.ts).
  const refused = stage.startsWith('engine.offer_refused.') ? words.refused[text('error_code')] : undefined;
  if (refused) return refused(text('server_type'), text('location'));
  const kind = text('kind');
  if (kind && text('name')) return `${words.resource[kind] ?? kind} ${text('name')}`;
  return words.stage[stage] ?? stage;
}

/**
 * The stage that tells where a job without lines for a customer stands, among its newest attempt's: the last one that has failed,
 * else the last one under way; the coarse one, not the resource at which it failed. Null where none is told.
 */
export function stageReached(events: readonly TraceEventRow[], attempt: number): TraceEventRow | null {
  const own = events.filter((event) => event.attempt === attempt && !event.stage.startsWith('engine.'));
  const failed = own.findLast(({ status }) => status === 'failed');
  if (failed) return failed;
  const ended = new Set(own.filter(({ status }) => status !== 'started').map(({ stage }) => stage));
  return own.findLast(({ stage }) => !ended.has(stage)) ?? null;
}

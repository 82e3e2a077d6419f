import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { failureOfBody } from '../../api/failure.ts';
import { type Live, useLive } from '../../live/use-live.ts';
import { saveFile } from '../../ui/save-file.ts';
import { unlessGone } from './log-gone.ts';
import { EMPTY_LOG, joinLog, type LogText } from './log-text.ts';

/** An attempt's log: what is new of it is asked for, and joined to what is there. `grows`: see `mayGrow`. */
export function useLog(job_id: string, attempt: number, grows: boolean): Live<LogText> {
  const client = useQueryClient();
  const key = ['attempt-log', job_id, attempt];
  return useLive({
    key,
    read: async (signal) => {
      const known = client.getQueryData<LogText>(key) ?? EMPTY_LOG;
      return unlessGone(known, async () => joinLog(known, await readAfter(job_id, attempt, known.lastSeq, signal)));
    },
    moves: ({ ended }) => grows && !ended,
  });
}

async function readAfter(job_id: string, attempt: number, after: number, signal: AbortSignal) {
  const { data, response } = await whole(
    api.GET('/internal/provision-jobs/{job_id}/attempts/{n}/log', {
      params: { path: { job_id, n: String(attempt) }, query: { after: String(after) } },
      parseAs: 'text',
      signal,
    }),
  );
  const lastSeq = Number(response.headers.get('log-last-seq') ?? after);
  return { after, text: data ?? '', lastSeq, ended: response.headers.get('log-ended') === 'true' };
}

/** The whole log as a file, read anew: the key goes with the request, so a plain link will not do. */
export async function downloadLog(job_id: string, attempt: number): Promise<void> {
  const { data } = await whole(
    api.GET('/internal/provision-jobs/{job_id}/attempts/{n}/log', {
      params: { path: { job_id, n: String(attempt) }, query: { download: '1' } },
      parseAs: 'blob',
    }),
  );
  saveFile(data as Blob, `${job_id}-attempt-${attempt}.log`);
}

/** A log is long, and streamed: one that breaks off has no failure of its own. */
const whole = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw failureOfBody(error);
  });

import { api } from '../../../api/client.ts';
import { failureOfBody } from '../../../api/failure.ts';
import { saveFile } from '../../../ui/save-file.ts';
import type { LogText } from '../../provision-trace/log-text.ts';
import { fileNameOf } from './file-name.ts';
import { readStream } from './read-stream.ts';

/**
 * Reads an event's log as it comes.
 * @throws {ApiFailure} `log_gone` once it was removed
 */
export async function readEventLog(id: number, tell: (log: LogText) => void, signal: AbortSignal): Promise<void> {
  await whole(async () => {
    const { data } = await api.GET('/internal/library/history/{event_id}/log', {
      params: { path: { event_id: id } },
      parseAs: 'stream',
      signal,
    });
    if (data) await readStream(data as ReadableStream<Uint8Array>, tell);
  });
}

/**
 * Saves an event's log as a file: the key goes with the request, so a plain link will not do.
 * @throws {ApiFailure} `log_gone` once it was removed
 */
export async function downloadEventLog(id: number): Promise<void> {
  await whole(async () => {
    const { data, response } = await api.GET('/internal/library/history/{event_id}/log', {
      params: { path: { event_id: id }, query: { download: '1' } },
      parseAs: 'blob',
    });
    saveFile(data as Blob, fileNameOf(response.headers.get('content-disposition'), `event-${id}.log`));
  });
}

/** A log is long, and streamed: one that breaks off has no failure of its own. */
async function whole(read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    throw failureOfBody(error);
  }
}

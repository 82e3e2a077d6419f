import { EMPTY_LOG, joinLog, type LogText } from '../../provision-trace/log-text.ts';

/**
 * Reads a text to its end and tells what is there after each piece. A sign that was cut between two pieces is put together;
 * an answer that breaks off rejects as the stream does.
 */
export async function readStream(stream: ReadableStream<Uint8Array>, tell: (log: LogText) => void): Promise<void> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let log = EMPTY_LOG;
  const add = (text: string, ended: boolean) => {
    log = joinLog(log, { after: log.lastSeq, text, lastSeq: log.lastSeq + 1, ended });
    tell(log);
  };
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    add(decoder.decode(value, { stream: true }), false);
  }
  add(decoder.decode(), true);
}

import { useEffect, useState } from 'react';
import { EMPTY_LOG, type LogText } from '../../provision-trace/log-text.ts';
import { readEventLog } from './event-log.ts';

/** A log as far as it was read. */
export interface EventLog {
  readonly log: LogText;
  /** It is being read: more comes by itself. */
  readonly isReading: boolean;
  readonly error: Error | null;
  /** From the beginning: a run that goes on has written more since. */
  readonly readAgain: () => void;
}

/** An event's log, as it comes. It is not kept when the page is left: logs are long, and read rarely. */
export function useEventLog(id: number): EventLog {
  const [turn, setTurn] = useState(0);
  const [known, setKnown] = useState({ log: EMPTY_LOG, isReading: true, error: null as Error | null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads again
  useEffect(() => {
    const left = new AbortController();
    setKnown({ log: EMPTY_LOG, isReading: true, error: null });
    const tell = (log: LogText) => !left.signal.aborted && setKnown((old) => ({ ...old, log }));
    const end = (error: Error | null) =>
      !left.signal.aborted && setKnown((old) => ({ ...old, error, isReading: false }));
    readEventLog(id, tell, left.signal).then(() => end(null), end);
    return () => left.abort();
  }, [id, turn]);
  return { ...known, readAgain: () => setTurn(turn + 1) };
}

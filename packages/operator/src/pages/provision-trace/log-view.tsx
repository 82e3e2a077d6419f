import { useMemo, useState } from 'react';
import { LogLines } from './log-lines.tsx';
import { findHits, stepHit } from './log-search.ts';
import { LogToolbar } from './log-toolbar.tsx';

interface LogViewProps {
  lines: readonly string[];
  query: string;
  /** Looks for something else: the query is part of the address, which is the page's. */
  onQuery: (query: string) => void;
  /** The run still writes: its end is followed unless one has scrolled away from it. */
  growing: boolean;
}

/** The lines, with what is looked for in them. */
export function LogView({ lines, query, onQuery, growing }: LogViewProps) {
  const [follow, setFollow] = useState(growing);
  const [current, setCurrent] = useState<number | null>(null);
  const hits = useMemo(() => findHits(lines, query), [lines, query]);
  const at = current !== null && current < hits.length ? current : null;
  const search = (wanted: string) => {
    setCurrent(null);
    onQuery(wanted);
  };
  const step = (by: 1 | -1) => {
    const next = stepHit(hits.length, at, by);
    if (next < 0) return;
    setFollow(false);
    setCurrent(next);
  };
  return (
    <>
      <LogToolbar
        query={query}
        hits={hits.length}
        current={at}
        follow={follow}
        onSearch={search}
        onStep={step}
        onFollow={setFollow}
      />
      <LogLines
        lines={lines}
        hits={hits}
        current={at === null ? null : (hits[at] ?? null)}
        follow={follow}
        onAway={() => setFollow(false)}
      />
    </>
  );
}

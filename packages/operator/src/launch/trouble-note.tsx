import { CloudOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../ui/announcer.tsx';
import { Button } from '../ui/button.tsx';
import type { Trouble } from './launch-state.ts';
import { LAUNCH_WORDS } from './launch-words.ts';
import { useSteadyNow } from './use-steady-now.ts';

interface TroubleNoteProps {
  readonly trouble: Trouble | undefined;
  /** When what is shown was right, by the steady clock (ms). */
  readonly readAt: number | undefined;
  readonly onTryNow: () => void;
}

/** Why what is shown may be old, and how old it is. Says so when it begins, and when it is over. */
export function TroubleNote({ trouble, readAt, onTryNow }: TroubleNoteProps) {
  const words = useWords(LAUNCH_WORDS);
  const before = useRef(trouble);
  useEffect(() => {
    if (trouble !== before.current) announce(trouble ? words.trouble[trouble] : words.back);
    before.current = trouble;
  }, [trouble, words]);
  if (!trouble) return null;
  return (
    <aside className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl bg-warn-soft px-4 py-3 print:hidden">
      <CloudOff aria-hidden size={18} className="shrink-0 text-warn" />
      <p className="min-w-48 flex-1">
        {words.trouble[trouble]} {readAt !== undefined && <Age readAt={readAt} />}
      </p>
      {trouble !== 'limited' && <Button onClick={onTryNow}>{words.tryAgain}</Button>}
    </aside>
  );
}

function Age({ readAt }: { readAt: number }) {
  const minutes = Math.floor((useSteadyNow() - readAt) / 60_000);
  const words = useWords(LAUNCH_WORDS);
  return minutes > 0 ? words.asOf(minutes) : null;
}

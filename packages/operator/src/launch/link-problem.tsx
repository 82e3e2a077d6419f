import { Link2Off } from 'lucide-react';
import { useEffect } from 'react';
import { useWords } from '../i18n/language.tsx';
import { LAUNCH_WORDS } from './launch-words.ts';

export type LinkTrouble = 'missing' | 'broken' | 'unknown' | 'expired';

/** Instead of the set-up: what is the matter with the link, and what to do. */
export function LinkProblem({ why }: { why: LinkTrouble }) {
  const words = useWords(LAUNCH_WORDS);
  useEffect(() => {
    document.title = words.link[why];
  }, [words, why]);
  return (
    <section role="alert" className="space-y-4 rounded-2xl border border-line bg-surface p-6 sm:p-8">
      <Link2Off aria-hidden size={32} className="text-warn" />
      <h1 className="text-2xl font-semibold tracking-tight text-balance">{words.link[why]}</h1>
      <p className="text-lg">{words.link[`${why}Help`]}</p>
      <p className="text-muted">{words.link.askSupport}</p>
    </section>
  );
}

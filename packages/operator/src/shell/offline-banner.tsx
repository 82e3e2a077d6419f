import { useQueryClient } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ApiFailure } from '../api/failure.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../ui/announcer.tsx';
import { SHELL_WORDS } from './shell-words.ts';
import { useDispatchState } from './use-dispatch-state.ts';

const isUnreachable = (error: unknown): boolean => error instanceof ApiFailure && error.status === 0;

/** Says once, above the page, that nobody answers; when someone does again everything that failed is read again. */
export function OfflineBanner() {
  const words = useWords(SHELL_WORDS);
  const offline = isUnreachable(useDispatchState().error);
  const was = useRef(false);
  const client = useQueryClient();
  useEffect(() => {
    if (offline === was.current) return;
    was.current = offline;
    announce(offline ? words.offline : words.back);
    if (!offline) void client.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null });
  }, [offline, words, client]);
  // Whatever finds nobody first, the state that this banner goes by is asked for at once.
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ type, query }) => {
        if (type !== 'updated' || query.queryKey[0] === 'dispatch' || !isUnreachable(query.state.fetchFailureReason)) {
          return;
        }
        const known = client.getQueryState(['dispatch']);
        if (known?.fetchStatus === 'idle' && !isUnreachable(known.error)) {
          void client.refetchQueries({ queryKey: ['dispatch'] });
        }
      }),
    [client],
  );
  if (!offline) return null;
  return (
    <section
      aria-label={words.connection}
      className="flex items-center gap-3 border-b border-line bg-sunken px-4 py-2 text-sm"
    >
      <WifiOff aria-hidden size={16} className="shrink-0 text-warn" />
      <span>{words.offline}</span>
    </section>
  );
}

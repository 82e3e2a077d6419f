import { QueryClient } from '@tanstack/react-query';
import { mayPass } from '../api/failure.ts';
import { onSessionChange, sessionState } from '../session/key-store.ts';

/** One for the page. What is read twice within a second is read once. */
export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 1000,
        retry: (failures, error) => failures < 1 && mayPass(error),
        // The browser's word for being online is not the control plane's: we ask, and say what came of it.
        networkMode: 'always',
        refetchOnWindowFocus: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  onSessionChange(() => {
    if (sessionState() === 'active') void client.invalidateQueries();
    // Whoever signs out leaves nothing behind to be read.
    if (sessionState() === 'none') client.clear();
  });
  return client;
}

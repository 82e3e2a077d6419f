import { useSyncExternalStore } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { LaunchFrame } from './launch-frame.tsx';
import { expiryOf, linkTokenOf } from './launch-token.ts';
import { LinkProblem } from './link-problem.tsx';
import { timeOf } from './server-clock.ts';
import { SetUp, SetUpLoading } from './set-up.tsx';
import { TroubleNote } from './trouble-note.tsx';
import { useLaunch } from './use-launch.ts';

/** The customer's page: everything on it is of the one workspace that the link is for. */
export function LaunchPage() {
  const hash = useSyncExternalStore(subscribeToHash, () => window.location.hash);
  const link = linkTokenOf(hash);
  return (
    <>
      <LaunchFrame>
        {link.kind === 'token' ? <Followed key={link.token} token={link.token} /> : <LinkProblem why={link.kind} />}
      </LaunchFrame>
      <Announcer />
    </>
  );
}

/** Another link pasted into the same tab changes the hash only, and loads nothing. */
function subscribeToHash(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function Followed({ token }: { token: string }) {
  const { language } = useLanguage();
  const launch = useLaunch(token, language);
  const { view, refused, clock, trouble, readAt } = launch;
  if (refused) {
    const expired = clock !== undefined && expiryOf(token) <= timeOf(clock, performance.now());
    return <LinkProblem why={expired ? 'expired' : 'unknown'} />;
  }
  return (
    <>
      <TroubleNote trouble={trouble} readAt={readAt} onTryNow={launch.askNow} />
      {view ? <SetUp view={view} clock={clock} /> : <SetUpLoading waiting={trouble === undefined} />}
    </>
  );
}

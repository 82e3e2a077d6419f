import { type ReactNode, useSyncExternalStore } from 'react';
import { useWords } from '../i18n/language.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useTitle } from '../ui/use-title.ts';
import { onSessionChange, sessionState } from './key-store.ts';
import { SESSION_WORDS } from './session-words.ts';
import { SignInForm } from './sign-in-form.tsx';

/** The page for who is signed in. When the key is refused later it is asked for again over the page, which stays. */
export function SessionGate({ children }: { children: ReactNode }) {
  const state = useSyncExternalStore(onSessionChange, sessionState);
  const words = useWords(SESSION_WORDS);
  if (state === 'none') return <SignInPage />;
  return (
    <>
      {children}
      <Dialog open={state === 'expired'} onClose={() => {}} title={words.again} description={words.expired} binding>
        <SignInForm />
      </Dialog>
    </>
  );
}

function SignInPage() {
  const words = useWords(SESSION_WORDS);
  // Not the name of the tenant that was last looked at.
  useTitle(words.title);
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm rounded-lg border border-line bg-surface p-6 shadow-sm">
        <p className="text-xs font-semibold tracking-widest text-accent uppercase">Prego</p>
        <h1 className="mt-1 text-lg font-semibold">{words.title}</h1>
        <p className="mt-1 mb-5 text-sm text-muted">{words.intro}</p>
        <SignInForm />
      </div>
    </main>
  );
}

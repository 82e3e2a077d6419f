import { Outlet } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useWords } from '../i18n/language.tsx';
import { SessionGate } from '../session/session-gate.tsx';
import { letterOf } from '../ui/letter-of.ts';
import { scriptAtRest, useLateScript } from '../ui/use-late-script.ts';
import { DispatchBanner } from './dispatch-banner.tsx';
import { Header } from './header.tsx';
import { Nav } from './nav.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { SHELL_WORDS } from './shell-words.ts';
import { usePageChange } from './use-page-change.ts';

/** What is around every page of `/cp` and `/library`. */
export function Shell() {
  return (
    <SessionGate>
      <Frame />
    </SessionGate>
  );
}

/** A tenth of all script, and nobody needs it in the first moment. */
const palette = scriptAtRest(() => import('./palette.tsx'));

const pageElement = () => document.getElementById('page');

function Frame() {
  const words = useWords(SHELL_WORDS);
  const [jump, setJump] = useState<{ open: boolean; from: Element | null }>({ open: false, from: null });
  const script = useLateScript(palette, jump.open);
  const begin = useCallback(
    () => setJump((before) => (before.open ? before : { open: true, from: document.activeElement })),
    [],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, shiftKey } = event;
      if (letterOf(event) !== 'k' || !(ctrlKey || metaKey) || altKey || shiftKey) return;
      event.preventDefault();
      begin();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [begin]);
  usePageChange(pageElement);
  return (
    <>
      <a
        href="#page"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        {words.skip}
      </a>
      <Header onJump={begin} />
      <OfflineBanner />
      <DispatchBanner />
      <div className="lg:flex lg:min-h-[calc(100dvh-3rem)]">
        <Nav />
        <main id="page" tabIndex={-1} className="min-w-0 flex-1 space-y-4 p-4 outline-none lg:p-6">
          <Outlet />
        </main>
      </div>
      {script && jump.from && (
        <script.Palette open={jump.open} from={jump.from} onClose={() => setJump({ ...jump, open: false })} />
      )}
    </>
  );
}

import { useEffect, useRef } from 'react';
import { onSessionChange, sessionState } from '../../../../session/key-store.ts';

/**
 * Calls `hide` when the page is left in a way that keeps it: a browser that goes back to it later would show it as it was, and
 * so would one whose key was revoked. Whoever leaves within the console takes the part away that has the value, and so the value.
 */
export function useHiddenOnLeaving(hide: () => void): void {
  const latest = useRef(hide);
  latest.current = hide;
  useEffect(() => {
    const onLeave = () => latest.current();
    addEventListener('pagehide', onLeave);
    const stop = onSessionChange(() => sessionState() !== 'active' && latest.current());
    return () => {
      removeEventListener('pagehide', onLeave);
      stop();
    };
  }, []);
}

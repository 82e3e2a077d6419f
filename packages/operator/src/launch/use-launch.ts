import { useEffect, useRef, useState } from 'react';
import type { Language } from '../i18n/language.tsx';
import { askLaunch } from './ask-launch.ts';
import { type Following, followLaunch } from './follow-launch.ts';
import { type LaunchState, NOTHING_YET } from './launch-state.ts';

export interface Launch extends LaunchState {
  /** Asks without waiting for what is due. */
  readonly askNow: () => void;
}

/** The set-up that the token is for, followed for as long as this is shown. Another token needs another component (`key`). */
export function useLaunch(token: string, language: Language): Launch {
  const [state, setState] = useState(NOTHING_YET);
  // The answer holds both languages: a change of it is reason enough to ask differently, and none to ask sooner.
  const spoken = useRef(language);
  const following = useRef<Following>(undefined);
  useEffect(() => {
    spoken.current = language;
  }, [language]);
  useEffect(() => {
    const current = followLaunch({
      ask: (etag, stop) => askLaunch({ token, language: spoken.current, etag, stop }),
      steadyMs: () => performance.now(),
      random: Math.random,
      later: (ms, act) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
      onChange: setState,
    });
    const look = () => current.setVisible(document.visibilityState === 'visible');
    const online = () => current.askNow();
    following.current = current;
    document.addEventListener('visibilitychange', look);
    window.addEventListener('online', online);
    look();
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('online', online);
      current.stop();
    };
  }, [token]);
  return { ...state, askNow: () => following.current?.askNow() };
}

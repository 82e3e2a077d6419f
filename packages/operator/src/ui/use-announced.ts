import { useEffect } from 'react';
import { announce } from './announcer.tsx';

/** Has a screen reader say the text when it is there, and whenever it is another. */
export function useAnnounced(text: string | undefined): void {
  useEffect(() => {
    if (text) announce(text);
  }, [text]);
}

import { useEffect, useSyncExternalStore } from 'react';
import { useWords } from '../i18n/language.tsx';
import { announce } from './announcer.tsx';
import { type LateScript, lateScript } from './late-script.ts';
import { UI_WORDS } from './ui-words.ts';

/** Milliseconds after which a page has read what it shows at first. */
const REST_MS = 1500;
/** Milliseconds until what could not be read is tried again. */
const AGAIN_MS = 3000;

/** One that is read once the page has come to rest, so that it is there before it is asked for. */
export function scriptAtRest<Script>(load: () => Promise<Script>): LateScript<Script> {
  const script = lateScript(load);
  // What fails here is tried again when it is wanted.
  setTimeout(() => void script.read().catch(() => {}), REST_MS);
  return script;
}

/** The script; undefined until it is there. Where it is wanted and can't be read, that is said, and tried again. */
export function useLateScript<Script>(script: LateScript<Script>, wanted: boolean): Script | undefined {
  const words = useWords(UI_WORDS);
  const loaded = useSyncExternalStore(script.subscribe, script.now);
  const missing = wanted && loaded === undefined;
  const { notReached } = words;
  useEffect(() => {
    if (!missing) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const read = () =>
      void script.read().catch(() => {
        if (over) return;
        announce(notReached);
        timer = setTimeout(read, AGAIN_MS);
      });
    read();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [missing, script, notReached]);
  return loaded;
}

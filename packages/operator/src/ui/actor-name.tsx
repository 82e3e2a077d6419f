import { useWords } from '../i18n/language.tsx';
import { actorOf } from './actor-of.ts';
import { LIBRARY_WORDS } from './library-words.ts';

/** Who did it: an operator by the name of their key, INTERNAL_API_KEY as the main key. */
export function ActorName({ of }: { of: string }) {
  return useActorText()(of);
}

/** The same as a text. */
export function useActorText(): (of: string) => string {
  const words = useWords(LIBRARY_WORDS).actor;
  return (of) => {
    const actor = actorOf(of);
    switch (actor.kind) {
      case 'main':
        return words.main;
      case 'operator':
        return actor.name;
      case 'run':
        return words.run;
      case 'other':
        return actor.text;
    }
  };
}

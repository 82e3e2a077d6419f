import { UserRound } from 'lucide-react';
import { api, bodyOf } from '../api/client.ts';
import { defineWords, useWords } from '../i18n/language.tsx';
import { useLive } from '../live/use-live.ts';
import { useActorText } from '../ui/actor-name.tsx';

const WORDS = defineWords({
  en: { signedInAs: (name: string) => `Signed in as ${name}` },
  ko: { signedInAs: (name: string) => `${name}(으)로 로그인됨` },
});

/** Whose key it is that one is signed in with, and whether it manages the keys of others. */
export const useWhoAmI = () =>
  useLive({
    key: ['whoami'],
    read: (signal) => bodyOf(api.GET('/internal/whoami', { signal })),
    moves: () => false,
  });

/** Beside "Sign out": who one is. Nothing while that is not known. */
export function WhoAmI() {
  const words = useWords(WORDS);
  const actorText = useActorText();
  const { data } = useWhoAmI();
  if (!data) return null;
  const name = actorText(data.actor);
  return (
    <span title={words.signedInAs(name)} className="hidden items-center gap-1.5 text-xs text-muted sm:flex">
      <UserRound aria-hidden size={14} className="shrink-0" />
      <span className="sr-only">{words.signedInAs(name)}</span>
      <span aria-hidden className="hidden max-w-40 truncate md:inline">
        {name}
      </span>
    </span>
  );
}

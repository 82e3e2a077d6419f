import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

export type Language = 'en' | 'ko';

interface Chosen {
  readonly language: Language;
  choose(language: Language): void;
}

const LanguageContext = createContext<Chosen>({ language: 'en', choose: () => {} });

/** public/theme.js has put it there before anything was painted. */
const initial = (): Language => (document.documentElement.lang === 'ko' ? 'ko' : 'en');

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(initial);
  const chosen = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        document.documentElement.lang = next;
        setLanguage(next);
        remember(next);
      },
    }),
    [language],
  );
  return <LanguageContext value={chosen}>{children}</LanguageContext>;
}

function remember(language: Language): void {
  try {
    localStorage.setItem('prego_language', language);
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

export const useLanguage = (): Chosen => useContext(LanguageContext);

/** The same words in both languages: a text, or a function that puts figures or names into one. */
type Words<En> = { readonly en: En; readonly ko: Same<En> };
type Same<En> = {
  readonly [Key in keyof En]: En[Key] extends string
    ? string
    : En[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Same<En[Key]>;
};

/** A page's own words. The compiler refuses a text that Korean lacks. */
export const defineWords = <const En,>(words: Words<En>): Words<En> => words;

/** The words in the language that is shown. */
export function useWords<En>(words: Words<En>): Same<En> {
  const { language } = useLanguage();
  return words[language] as Same<En>;
}

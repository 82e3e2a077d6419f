import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { classes } from '../ui/classes.ts';
import { LAUNCH_WORDS } from './launch-words.ts';

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'ko', label: '한국어' },
] as const;

/** Around everything that a customer sees here. On paper it is without what can be pressed. */
export function LaunchFrame({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-xl flex-col px-4 pb-10 text-base sm:px-6">
      <header className="flex justify-end py-4 print:hidden">
        <LanguageSwitch />
      </header>
      <main className="my-auto space-y-6 pb-8 sm:pb-16 print:m-0">{children}</main>
    </div>
  );
}

function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const words = useWords(LAUNCH_WORDS);
  return (
    <fieldset className="flex rounded-lg border border-line bg-surface p-0.5">
      <legend className="sr-only">{words.language}</legend>
      {LANGUAGES.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          lang={value}
          aria-pressed={language === value}
          onClick={() => choose(value)}
          className={classes(
            'min-h-8 rounded-md px-3 text-sm transition-colors',
            language === value ? 'bg-accent-soft font-semibold text-accent-strong' : 'text-muted hover:text-ink',
          )}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

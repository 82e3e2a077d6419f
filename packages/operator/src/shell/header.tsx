import { Link, useLocation } from '@tanstack/react-router';
import { Clock, Globe, LibraryBig, LogOut, Monitor, Moon, Search, Server, Sun, Timer } from 'lucide-react';
import { useState } from 'react';
import { useLanguage, useWords } from '../i18n/language.tsx';
import { chooseTimes, type Times, timesAfter, useTimes } from '../i18n/times.ts';
import { forgetKey } from '../session/key-store.ts';
import { announce } from '../ui/announcer.tsx';
import { Button, buttonClass } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { PRODUCT_HOME, PRODUCTS, productAt } from './product-at.ts';
import { SHELL_WORDS } from './shell-words.ts';
import { chooseTheme, readTheme, THEMES, type Theme } from './theme.ts';
import { WhoAmI } from './who-am-i.tsx';

/** Above every page: the way to everything else, and what is the reader's own choice. */
export function Header({ onJump }: { onJump: () => void }) {
  const words = useWords(SHELL_WORDS);
  const signOut = () => {
    forgetKey();
    // What was said last, such as a tenant's name, is gone with it.
    announce(words.signedOut);
  };
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-surface px-3 sm:gap-3 sm:px-4">
      <span className="hidden text-sm font-bold tracking-tight text-accent sm:inline">Prego</span>
      <ProductLinks />
      <button
        type="button"
        onClick={onJump}
        aria-keyshortcuts="Control+K Meta+K"
        className={`${buttonClass('secondary')} max-w-80 min-w-0 flex-1 !justify-start text-muted`}
      >
        <Search aria-hidden size={14} className="shrink-0" />
        <span className="truncate">{words.jump}</span>
        <kbd aria-hidden className="ml-auto hidden rounded border border-line px-1.5 text-xs sm:block">
          {/Mac|iP/.test(navigator.platform) ? '⌘ K' : 'Ctrl K'}
        </kbd>
      </button>
      <div className="ml-auto flex items-center sm:gap-1">
        <LanguageButton />
        <TimesButton />
        <ThemeButton />
        <WhoAmI />
        <Button square look="quiet" aria-label={words.signOut} title={words.signOut} onClick={signOut}>
          <LogOut aria-hidden size={16} />
        </Button>
      </div>
    </header>
  );
}

const PRODUCT_ICONS = { operations: Server, library: LibraryBig };

/** The way between the two products; which one is shown is the one that is marked. */
function ProductLinks() {
  const words = useWords(SHELL_WORDS);
  const shown = productAt(useLocation().pathname);
  return (
    <nav aria-label={words.products} className="shrink-0">
      <ul className="flex rounded-md bg-sunken p-0.5">
        {PRODUCTS.map((product) => {
          const Icon = PRODUCT_ICONS[product];
          return (
            <li key={product}>
              <Link
                to={PRODUCT_HOME[product]}
                aria-current={product === shown ? 'true' : undefined}
                title={words.product[product]}
                activeProps={{}}
                className={classes(
                  'inline-flex h-7 items-center gap-1.5 rounded px-2 text-sm',
                  product === shown ? 'bg-surface font-medium text-ink shadow-sm' : 'text-muted hover:text-ink',
                )}
              >
                <Icon aria-hidden size={14} className="shrink-0" />
                <span className="max-md:sr-only">{words.product[product]}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Offers the other language by its own name. */
function LanguageButton() {
  const { language, choose } = useLanguage();
  const [other, name] = language === 'en' ? (['ko', '한국어'] as const) : (['en', 'English'] as const);
  return (
    <Button look="quiet" lang={other} className="px-2" onClick={() => choose(other)}>
      {name}
    </Button>
  );
}

const TIMES_ICONS = { relative: Timer, local: Clock, utc: Globe };

/** Shows how times are written; a press chooses the next way. Without a pointer it is the only way to a moment's zone. */
function TimesButton() {
  const words = useWords(SHELL_WORDS);
  const times = useTimes();
  const Icon = TIMES_ICONS[times];
  const named = (which: Times) => `${words.times}: ${words.timesShown[which]}`;
  const next = timesAfter(times);
  return (
    <Button
      square
      look="quiet"
      aria-label={named(times)}
      title={named(times)}
      onClick={() => {
        chooseTimes(next);
        announce(named(next));
      }}
    >
      <Icon aria-hidden size={16} />
    </Button>
  );
}

const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Shows the theme; a press chooses the next one. */
function ThemeButton() {
  const words = useWords(SHELL_WORDS);
  const [theme, setTheme] = useState(readTheme);
  const Icon = THEME_ICONS[theme];
  const named = (which: Theme) => `${words.theme}: ${words.themes[which]}`;
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme;
  return (
    <Button
      square
      look="quiet"
      aria-label={named(theme)}
      title={named(theme)}
      onClick={() => {
        chooseTheme(next);
        setTheme(next);
        announce(named(next));
      }}
    >
      <Icon aria-hidden size={16} />
    </Button>
  );
}

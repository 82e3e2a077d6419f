import { Link, useLocation } from '@tanstack/react-router';
import {
  Activity,
  BookOpen,
  Building2,
  History,
  KeyRound,
  LayoutGrid,
  ListChecks,
  Map as MapIcon,
  Package,
  Server,
} from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/language.tsx';
import { classes } from '../ui/classes.ts';
import { TONE_CHIP, type Tone } from '../ui/tone.ts';
import { isPageAt, productAt } from './product-at.ts';
import { SHELL_WORDS } from './shell-words.ts';
import { useDispatchState } from './use-dispatch-state.ts';
import { usePages } from './use-pages.ts';

const ITEM =
  'flex items-center gap-2 rounded-md px-2.5 py-1.5 text-sm text-muted hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-ink';

const ICONS = {
  '/cp/tenant': Building2,
  '/cp/provision-trace': Activity,
  '/cp/onboarding': ListChecks,
  '/cp/infra': Server,
  '/cp/placement': MapIcon,
  '/cp/keys': KeyRound,
  '/cp/errors': BookOpen,
  '/library': LayoutGrid,
  '/library/provisionings': Package,
  '/library/history': History,
} as const;

/** The pages of the product that one is in: at the side, or in a row above the page where it is narrow. */
export function Nav() {
  const words = useWords(SHELL_WORDS);
  const list = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  const pages = usePages()[productAt(pathname)];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is another link
  useEffect(() => {
    if (!list.current) return;
    // Its names are wider or narrower once their font is there, or in another language.
    const observer = new ResizeObserver(() =>
      list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    );
    observer.observe(list.current);
    return () => observer.disconnect();
  }, [pathname]);
  return (
    <nav
      aria-label={words.pages}
      className="relative overflow-x-auto border-b border-line px-2 py-2 lg:w-52 lg:shrink-0 lg:overflow-visible lg:border-r lg:border-b-0 lg:px-3 lg:py-4"
    >
      <ul ref={list} className="flex w-max gap-1 lg:sticky lg:w-auto lg:top-16 lg:flex-col">
        {pages.map(({ to, label }) => {
          const Icon = ICONS[to];
          return (
            <li key={to}>
              <Link
                to={to}
                className={ITEM}
                activeOptions={{ exact: true, includeSearch: false }}
                aria-current={isPageAt(to, pathname) ? 'page' : undefined}
              >
                <Icon aria-hidden size={16} className="shrink-0" />
                <span className="whitespace-nowrap">{label}</span>
                {to === '/cp/infra' && <JobCounts />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** What is to be seen from every page: whether jobs go on, and whether some have failed. */
function JobCounts() {
  const words = useWords(SHELL_WORDS);
  const { data } = useDispatchState();
  if (!data) return null;
  const { active, failed_24h } = data.jobs;
  return (
    <span className="flex gap-1 lg:ml-auto">
      {active > 0 && <CountChip tone="info" n={active} text={words.active(active)} />}
      {failed_24h > 0 && <CountChip tone="bad" n={failed_24h} text={words.failed(failed_24h)} />}
    </span>
  );
}

function CountChip({ tone, n, text }: { tone: Tone; n: number; text: string }) {
  return (
    <span
      title={text}
      className={classes('rounded-full px-1.5 text-xs font-medium whitespace-nowrap tabular', TONE_CHIP[tone])}
    >
      <span aria-hidden>{n > 999 ? '999+' : n}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}

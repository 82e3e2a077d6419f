import { ArrowDownToLine, ChevronDown, ChevronUp } from 'lucide-react';
import { useWords } from '../../i18n/language.tsx';
import { Button } from '../../ui/button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { LOG_WORDS } from './log-words.ts';

interface LogToolbarProps {
  query: string;
  hits: number;
  current: number | null;
  follow: boolean;
  onSearch: (query: string) => void;
  onStep: (by: 1 | -1) => void;
  onFollow: (follow: boolean) => void;
}

/** Looking for something in the log (Enter and Shift Enter go from hit to hit), and following its end. */
export function LogToolbar({ query, hits, current, follow, onSearch, onStep, onFollow }: LogToolbarProps) {
  const words = useWords(LOG_WORDS);
  const counted = current === null ? words.hits(hits) : words.hit(current + 1, hits);
  const found = query === '' ? '' : hits === 0 ? words.noHits : counted;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <search className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
        <SearchField
          label={words.search}
          className="w-56"
          value={query}
          onText={onSearch}
          onKeyDown={(event) => {
            // What is still being composed (한글) ends with Enter too.
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            onStep(event.shiftKey ? -1 : 1);
          }}
        />
        <Button square look="quiet" aria-label={words.previous} disabled={hits === 0} onClick={() => onStep(-1)}>
          <ChevronUp aria-hidden size={15} />
        </Button>
        <Button square look="quiet" aria-label={words.next} disabled={hits === 0} onClick={() => onStep(1)}>
          <ChevronDown aria-hidden size={15} />
        </Button>
        <span role="status" className="text-xs text-muted tabular">
          {found}
        </span>
      </search>
      <Button
        look="quiet"
        aria-pressed={follow}
        className="aria-pressed:bg-accent-soft"
        onClick={() => onFollow(!follow)}
      >
        <ArrowDownToLine aria-hidden size={14} />
        {words.follow}
      </Button>
    </div>
  );
}

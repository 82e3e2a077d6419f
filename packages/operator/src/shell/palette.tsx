import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog as Base } from '@base-ui/react/dialog';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useWords } from '../i18n/language.tsx';
import { PALETTE_WORDS } from './palette-words.ts';
import { usePaletteItems } from './use-palette-items.ts';

export interface PaletteProps {
  open: boolean;
  /** What had the focus before: it has it again, unless one goes to another page. */
  from: Element | null;
  onClose: () => void;
}

/** One line for every way: paste any id, type the beginning of a tenant's name, or a page's. */
export function Palette({ open, from, onClose }: PaletteProps) {
  const words = useWords(PALETTE_WORDS);
  const gone = useRef(false);
  const focusAfter = () => {
    // The page has it, as soon as that is there.
    if (gone.current) {
      gone.current = false;
      return false;
    }
    return from instanceof HTMLElement ? from : true;
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Base.Popup
          aria-label={words.label}
          finalFocus={focusAfter}
          className="fixed top-[10dvh] left-1/2 z-40 flex max-h-[70dvh] w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-2xl"
        >
          <PaletteBody
            onGo={() => {
              gone.current = true;
              onClose();
            }}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function PaletteBody({ onGo }: { onGo: () => void }) {
  const words = useWords(PALETTE_WORDS);
  const navigate = useNavigate();
  const { text, setText, items, searching, failed } = usePaletteItems();
  const go = (item: (typeof items)[number]) => {
    onGo();
    void navigate({ to: item.to, params: item.params, search: item.search } as never).then(() =>
      document.getElementById('page')?.focus({ preventScroll: true }),
    );
  };
  return (
    <Autocomplete.Root
      open
      inline
      autoHighlight="always"
      items={items}
      value={text}
      onValueChange={setText}
      filter={null}
      itemToStringValue={(item: (typeof items)[number]) => item.label}
    >
      <Autocomplete.Input
        autoFocus
        aria-label={words.label}
        placeholder={words.placeholder}
        className="border-b border-line bg-transparent px-4 py-3 text-base outline-none placeholder:text-muted"
      />
      <Autocomplete.Status className="px-4 py-2 text-xs text-muted empty:hidden">
        {failed ? words.failed : searching ? words.searching : items.length === 0 ? words.nothing : ''}
      </Autocomplete.Status>
      <Autocomplete.List className="overflow-y-auto p-1">
        {(item: (typeof items)[number]) => (
          <Autocomplete.Item
            key={item.key}
            value={item}
            onClick={() => go(item)}
            className="flex cursor-pointer items-baseline gap-3 rounded px-3 py-2 text-sm data-highlighted:bg-accent-soft"
          >
            <span className="w-20 shrink-0 text-xs text-muted">{item.kind}</span>
            <span className="min-w-0 flex-1">{item.label}</span>
            {item.note && <span className="text-xs text-muted">{item.note}</span>}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useWords } from '../i18n/language.tsx';
import { UI_WORDS } from './ui-words.ts';

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** It can't be put away: something has to be decided first. */
  binding?: boolean;
  /** Where the focus goes in the end, where what had it before may be gone by then. */
  returnFocus?: (() => HTMLElement | null) | undefined;
  children: ReactNode;
}

/** What Dialog shows, once its script is there. */
export function DialogBox({ open, onClose, title, description, binding = false, returnFocus, children }: DialogProps) {
  const words = useWords(UI_WORDS);
  const body = useRef<HTMLDivElement>(null);
  // By touch a field would bring the keyboard up, over what is to be read first.
  const first = (how: string) => (how === 'touch' ? true : (firstControl(body.current) ?? true));
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && !binding && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <Base.Popup
          initialFocus={first}
          {...(returnFocus && { finalFocus: () => returnFocus() ?? true })}
          className="fixed top-[12dvh] left-1/2 z-40 max-h-[80dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 overflow-y-auto rounded-lg border border-line bg-raised p-5 shadow-2xl"
        >
          <div className="flex items-start gap-3">
            <Base.Title className="flex-1 text-base font-semibold">{title}</Base.Title>
            {!binding && (
              <Base.Close
                aria-label={words.close}
                className="inline-flex size-8 items-center justify-center rounded text-muted hover:bg-sunken"
              >
                <X aria-hidden size={16} />
              </Base.Close>
            )}
          </div>
          {description && <Base.Description className="mt-1 text-sm text-muted">{description}</Base.Description>}
          <div ref={body} className="mt-4">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Where one begins: what is to be filled in, else the first button, which does nothing that one may regret. */
const firstControl = (body: HTMLElement | null): HTMLElement | null =>
  body?.querySelector<HTMLElement>('input, select, textarea') ?? body?.querySelector<HTMLElement>('button') ?? null;

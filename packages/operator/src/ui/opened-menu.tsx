import { Menu as Base } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { buttonClass } from './button.tsx';
import { classes } from './classes.ts';
import type { MenuProps, Press } from './menu.tsx';

/** What Menu is from its first press on, which opens it here as it would have there: with the pointer, or by which key. */
export function OpenedMenu({ label, entries, onOpenChange, press }: MenuProps & { press: Press }) {
  const trigger = useRef<HTMLButtonElement>(null);
  const left = useRef<Press | undefined>(press);
  useEffect(() => {
    if (left.current) pressAgain(trigger.current, left.current);
    left.current = undefined;
  }, []);
  const isOpen = useRef(false);
  const tell = useRef(onOpenChange);
  tell.current = onOpenChange;
  // Gone with what it was of, it is open no more.
  useEffect(
    () => () => {
      if (isOpen.current) tell.current?.(false);
    },
    [],
  );
  const told = (open: boolean) => {
    isOpen.current = open;
    onOpenChange?.(open);
  };
  return (
    <Base.Root modal={false} onOpenChange={(open) => told(open)}>
      <Base.Trigger ref={trigger} aria-label={label} className={buttonClass('quiet', true)}>
        <Ellipsis aria-hidden size={16} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-30">
          <Base.Popup className="min-w-44 rounded-md border border-line bg-raised p-1 shadow-xl">
            {entries.map(({ label, onSelect, danger = false, disabled = false }) => (
              <Base.Item
                key={label}
                disabled={disabled}
                onClick={onSelect}
                className={classes(
                  'cursor-pointer rounded px-2.5 py-1.5 text-sm select-none data-disabled:cursor-not-allowed data-disabled:opacity-50 data-highlighted:bg-sunken',
                  danger && 'text-bad',
                )}
              >
                {label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The button that was pressed has made way for this one. */
function pressAgain(button: HTMLButtonElement | null, press: Press): void {
  button?.focus({ preventScroll: true });
  const Again = press instanceof KeyboardEvent ? KeyboardEvent : MouseEvent;
  button?.dispatchEvent(new Again(press.type, press));
}

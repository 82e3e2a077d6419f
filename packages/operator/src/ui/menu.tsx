import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { buttonClass } from './button.tsx';
import { scriptAtRest, useLateScript } from './use-late-script.ts';

export interface MenuEntry {
  readonly label: string;
  readonly onSelect: () => void;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

/** What has opened it. */
export type Press = MouseEvent | KeyboardEvent;

export interface MenuProps {
  label: string;
  entries: readonly MenuEntry[];
  /** For whoever must keep still what is under an open menu. */
  onOpenChange?: (open: boolean) => void;
}

const opened = scriptAtRest(() => import('./opened-menu.tsx'));

/**
 * What may be done to one thing; `label` names it: `Actions of sg-s-7k2m9qxa`. It stays open while the page reads again. Until
 * it is opened first it is only its button: a long list has one in each row.
 */
export function Menu(props: MenuProps) {
  const [press, setPress] = useState<Press>();
  const script = useLateScript(opened, press !== undefined);
  if (script && press) return <script.OpenedMenu {...props} press={press} />;
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      className={buttonClass('quiet', true)}
      onClick={({ nativeEvent }) => setPress(nativeEvent)}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
        // Else the page scrolls.
        event.preventDefault();
        setPress(event.nativeEvent);
      }}
    >
      <Ellipsis aria-hidden size={16} />
    </button>
  );
}

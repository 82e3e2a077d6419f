import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useEffect, useRef } from 'react';
import type { TooltipProps } from './tooltip.tsx';

interface ShownTooltipProps extends TooltipProps {
  /** How the pointer came to what stood here before. */
  entered: PointerEvent;
}

/** What Tooltip is once the pointer was there. */
export function ShownTooltip({ text, children, entered }: ShownTooltipProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const first = useRef(entered);
  useEffect(() => enterAgain(trigger.current, first.current), []);
  return (
    <Base.Root>
      <Base.Trigger ref={trigger} render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="max-w-80 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs text-ink shadow-lg">
            {text()}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** The element that the pointer came to has made way for this one, unless it has left since. */
function enterAgain(element: HTMLElement | null, entered: PointerEvent): void {
  if (!element?.matches(':hover')) return;
  element.dispatchEvent(new PointerEvent('pointerover', entered));
  element.dispatchEvent(new MouseEvent('mouseenter', entered));
  element.dispatchEvent(new MouseEvent('mousemove', entered));
}

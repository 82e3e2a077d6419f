import { cloneElement, type ReactElement, useState } from 'react';
import { scriptAtRest, useLateScript } from './use-late-script.ts';

export interface TooltipProps {
  /** Asked for when it is shown. */
  text: () => string;
  /** An element that takes no focus, such as a time. */
  children: ReactElement<Record<string, unknown>>;
}

const shown = scriptAtRest(() => import('./shown-tooltip.tsx'));

/**
 * What is behind something: shown on hover. Never the only place of a fact that counts. Until the pointer comes there is only
 * the element itself: a long list has one in each row.
 */
export function Tooltip({ text, children }: TooltipProps) {
  const [entered, setEntered] = useState<PointerEvent>();
  const script = useLateScript(shown, entered !== undefined);
  if (script && entered) {
    return (
      <script.ShownTooltip text={text} entered={entered}>
        {children}
      </script.ShownTooltip>
    );
  }
  const enter = ({ nativeEvent }: { nativeEvent: PointerEvent }) => setEntered(nativeEvent);
  return cloneElement(children, { onPointerEnter: enter });
}

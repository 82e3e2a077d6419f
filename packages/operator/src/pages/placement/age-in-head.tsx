import { createPortal } from 'react-dom';
import { type Aging, FreshnessLine } from '../../ui/freshness-line.tsx';

/**
 * How old a view's readings are, in the head of the page. The head is the page's own: a view that brought its own along
 * would take the tab that was pressed away from under the focus.
 */
export const AgeInHead = ({ head, of }: { head: HTMLElement | null; of: readonly Aging[] }) =>
  head && createPortal(<FreshnessLine of={of} />, head);

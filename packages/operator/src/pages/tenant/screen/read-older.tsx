import type { PagedLive } from '../../../live/use-live-pages.ts';
import { Button } from '../../../ui/button.tsx';

/** Reads the next page of a list. It keeps its place, and the focus, while that is under way. */
export function ReadOlder({ of, label }: { of: PagedLive<unknown>; label: string }) {
  if (!of.onEnd && !of.isReadingOn) return null;
  return (
    <div className="p-3 text-center">
      <Button busy={of.isReadingOn} onClick={of.onEnd}>
        {label}
      </Button>
    </div>
  );
}

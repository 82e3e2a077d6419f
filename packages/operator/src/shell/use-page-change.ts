import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { announce } from '../ui/announcer.tsx';
import { headingOf } from './product-at.ts';

/**
 * Whoever can't see that another page is there is told its title; and who was within the page before goes on at the
 * beginning of the new one (`main`).
 */
export function usePageChange(main: () => HTMLElement | null): void {
  const router = useRouter();
  useEffect(() => {
    let title = document.title;
    let frame = 0;
    const stop = router.subscribe('onRendered', ({ fromLocation }) => {
      // The page's heading sets the title once it is there.
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (document.title !== title) announce(headingOf(document.title));
        title = document.title;
        // Another view of the same page too: what had the focus may not be there any more.
        if (fromLocation && document.activeElement === document.body) main()?.focus({ preventScroll: true });
      });
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [router, main]);
}

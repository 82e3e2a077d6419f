import type { AnyRouter } from '@tanstack/react-router';
import { announce } from './announcer.tsx';

/** Has it said once the next page is there: a page tells its title in the frame after it was drawn, and that comes first. */
export function announceOnPage(router: Pick<AnyRouter, 'subscribe'>, said: string): void {
  const stop = router.subscribe('onRendered', () => {
    stop();
    requestAnimationFrame(() => requestAnimationFrame(() => announce(said)));
  });
}

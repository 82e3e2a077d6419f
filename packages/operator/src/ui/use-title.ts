import { useEffect } from 'react';
import { tabTitle } from '../shell/product-at.ts';

/** Names the tab of the browser. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = tabTitle(title, location.pathname);
  }, [title]);
}

import { type RefObject, useEffect, useRef } from 'react';

/** Whether the component is still there: for what comes of a request after somebody may have left. */
export function useHere(): Readonly<RefObject<boolean>> {
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return here;
}

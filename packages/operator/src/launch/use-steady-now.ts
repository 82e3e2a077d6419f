import { useEffect, useState } from 'react';

/** The page's steady clock (ms), read anew every second. */
export function useSteadyNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

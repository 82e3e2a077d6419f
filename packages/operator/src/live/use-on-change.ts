import { useEffect, useRef } from 'react';

/** Acts when the value has become another, such as a job's status. Undefined is not known: neither a change nor the first value is one. */
export function useOnChange(value: string | undefined, act: () => void): void {
  const known = useRef(value);
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const before = known.current;
    known.current = value;
    if (before !== undefined && value !== undefined && before !== value) latest.current();
  }, [value]);
}

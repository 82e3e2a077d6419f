/**
 * Has those who wait go on in their order, `most` of them in each frame: none of it is seen as a jerk. `frame` calls back
 * with the next frame. What it returns takes who waits, and answers how to wait no longer.
 */
export function fewAFrame(most: number, frame: (next: () => void) => unknown): (go: () => void) => () => void {
  const waiting = new Set<() => void>();
  let isAsked = false;
  const ask = () => {
    if (isAsked || waiting.size === 0) return;
    isAsked = true;
    frame(next);
  };
  const next = () => {
    isAsked = false;
    for (const go of [...waiting].slice(0, most)) {
      waiting.delete(go);
      go();
    }
    ask();
  };
  return (go) => {
    waiting.add(go);
    ask();
    return () => waiting.delete(go);
  };
}

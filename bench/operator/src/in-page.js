// Runs in the page before its own scripts: when the first row could be seen, and how evenly it scrolls.
const ROW = 'tbody tr td, .rows .row';

globalThis.firstRowAt = new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector(ROW)) return false;
    // Painted: the task after the next frame.
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    return true;
  };
  const observer = new MutationObserver(() => {
    if (look()) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
});

/** What moves when the rows are scrolled: the nearest that scrolls by itself, else the page. */
function scrollerOf(element) {
  for (let it = element; it && it !== document.body; it = it.parentElement) {
    if (it.scrollHeight > it.clientHeight && /auto|scroll/.test(getComputedStyle(it).overflowY)) return it;
  }
  return document.scrollingElement;
}

/**
 * Scrolls down from the first row by so many pixels a frame until `rows` rows were passed, `most` frames drawn or nothing more
 * comes: the time of each frame (ms), how many rows were drawn at most, and the last row's number.
 */
globalThis.scrollThrough = async (pixels, rows, most = Number.POSITIVE_INFINITY) => {
  const scroller = scrollerOf(document.querySelector('tbody'));
  const frame = () => new Promise(requestAnimationFrame);
  scroller.scrollTop = 0;
  const frames = [];
  let drawn = 0;
  let last = 0;
  let stuck = 0;
  let before = await frame();
  while (last < rows && frames.length < most && stuck < 600) {
    const top = scroller.scrollTop;
    scroller.scrollTop = top + pixels;
    const now = await frame();
    stuck = scroller.scrollTop === top ? stuck + 1 : 0;
    if (stuck === 0) frames.push(now - before);
    before = now;
    const all = document.querySelectorAll('tbody tr');
    drawn = Math.max(drawn, all.length);
    const end = all[all.length - 1];
    last = end?.ariaRowIndex ? Number(end.ariaRowIndex) - 1 : all.length * (stuck > 10 ? 1 : 0);
  }
  return { frames, drawn, last };
};

/** The names of src/styles.css that a chart draws with, and where they come from. */
const NAMES = { ink: 'muted', line: 'line', accent: 'accent', idle: 'idle', warn: 'warn' } as const;

/** The colours as they are now: a canvas takes neither variables nor `light-dark()`. */
export function resolvedColours(): Record<keyof typeof NAMES, string> {
  const probe = document.body.appendChild(document.createElement('span'));
  const entries = Object.entries(NAMES).map(([use, name]) => {
    probe.style.color = `var(--color-${name})`;
    return [use, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(entries) as Record<keyof typeof NAMES, string>;
}

/** Calls back when the theme was chosen anew or the system's changed. Answers how to have it stopped. */
export function onThemeChange(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const chosen = new MutationObserver(listener);
  chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', listener);
  return () => {
    chosen.disconnect();
    system.removeEventListener('change', listener);
  };
}

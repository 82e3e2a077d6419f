import { escaped } from './summary.ts';

/** What stands in a text where a secret stood; the runner's own. */
export const MASK = '***';

/**
 * A line this short of a longer secret gives nothing away (the brace of a JSON key, the last line of a PEM), and masking it would
 * make every log unreadable. A secret that is this short as a whole is masked all the same: the runner does so too.
 */
const LEAST_LINE = 4;

/** The ways a secret is met in a text: as it is, trimmed, line by line, and as JSON, a URL or our Markdown spell it. Longest first. */
export function secretForms(secret: string): readonly string[] {
  const whole = secret.trim();
  if (whole === '') return [];
  const lines = whole.split(/\r\n|\r|\n/).map((line) => line.trim());
  const texts = [secret, whole, ...lines.filter((line) => line === whole || line.length >= LEAST_LINE)];
  const forms = texts.flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    urlForm(text),
    // Alone in a cell, and in the middle of a word.
    escaped(text),
    escaped(`x${text}x`).slice(1, -1),
  ]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function urlForm(text: string): string {
  // A lone surrogate has no UTF-8, thus no form in a URL.
  return encodeURIComponent(text.toWellFormed());
}

/** Remembers secrets and takes them out of texts: the runner does that for its own log only, and nektos/act or a local run may not. */
export class Masks {
  readonly #forms = new Set<string>();

  /** Returns the forms that are new, for whoever has to tell the runner. */
  add(secret: string): readonly string[] {
    const added = secretForms(secret).filter((form) => !this.#forms.has(form));
    for (const form of added) this.#forms.add(form);
    return added;
  }

  /** `text` without any form of a secret. Forms that overlap go together, so that no end of one is left standing. */
  apply(text: string): string {
    const hits = this.#hits(text).sort((a, b) => a.from - b.from);
    let masked = '';
    let at = 0;
    for (const hit of hits) {
      if (hit.from >= at) masked += text.slice(at, hit.from) + MASK;
      at = Math.max(at, hit.to);
    }
    return masked + text.slice(at);
  }

  #hits(text: string): { from: number; to: number }[] {
    const hits = [];
    for (const form of this.#forms) {
      for (let from = text.indexOf(form); from !== -1; from = text.indexOf(form, from + 1)) {
        hits.push({ from, to: from + form.length });
      }
    }
    return hits;
  }
}

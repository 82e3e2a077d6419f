import { Masks } from '../mask.ts';
import type { Io } from '../runner/io.ts';

export interface Annotation {
  readonly kind: 'notice' | 'warning' | 'error';
  readonly title: string;
  readonly message: string;
}

/** An `Io` that remembers. What it keeps is what would be seen: with secrets masked, except for outputs and state, kept as given. */
export interface RecordedIo extends Io {
  /** Lines, group titles (`▸ title`) and annotations (`kind: title: message`), in order. */
  readonly log: string[];
  readonly annotations: Annotation[];
  readonly outputs: Record<string, string>;
  readonly state: Record<string, string>;
  readonly summaries: string[];
  readonly secrets: string[];
  /** Everything that left through this interface, in one text: to be searched for secrets. */
  everything(): string;
}

/**
 * @param given.env the runner's environment; empty by default
 * @param given.state what `getState` finds, as main would have left it for post
 * @param given.idToken what GitHub's OIDC endpoint would answer; none by default, as in a job without `id-token: write`
 * @param given.now milliseconds since 1970; stands at 2026-01-01T00:00:00Z by default
 */
export function recordedIo(
  given: {
    env?: Record<string, string | undefined>;
    state?: Record<string, string>;
    idToken?: (audience: string) => Promise<string | undefined>;
    now?: () => number;
  } = {},
): RecordedIo {
  const masks = new Masks();
  const log: string[] = [];
  const annotations: Annotation[] = [];
  const outputs: Record<string, string> = {};
  const state: Record<string, string> = { ...given.state };
  const summaries: string[] = [];
  const secrets: string[] = [];
  const annotate = (kind: Annotation['kind']) => (message: string, title: string) => {
    const annotation = { kind, title: masks.apply(title), message: masks.apply(message) };
    annotations.push(annotation);
    log.push(`${kind}: ${annotation.title}: ${annotation.message}`);
  };
  return {
    env: given.env ?? {},
    info: (line) => void log.push(masks.apply(line)),
    group: (title) => void log.push(`▸ ${masks.apply(title)}`),
    endGroup: () => {},
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    mask: (secret) => {
      secrets.push(secret);
      masks.add(secret);
    },
    masked: (text) => masks.apply(text),
    setOutput: (name, value) => {
      outputs[name] = value;
    },
    saveState: (name, value) => {
      state[name] = value;
    },
    getState: (name) => state[name] ?? '',
    summary: (markdown) => void summaries.push(masks.apply(markdown)),
    idToken: given.idToken ?? (async () => undefined),
    now: given.now ?? (() => Date.UTC(2026, 0, 1)),
    log,
    annotations,
    outputs,
    state,
    summaries,
    secrets,
    everything: () =>
      [...log, ...summaries, ...Object.entries(outputs).flat(), ...Object.entries(state).flat()].join('\n'),
  };
}

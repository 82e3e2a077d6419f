/**
 * The GitHub runner as the commands see it: what they print, set and keep. One adapter speaks to `@actions/core`
 * (actions-io.ts); tests have one that remembers (../testing/recorded-io.ts).
 */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A line of the log. Everything that is printed has its masked secrets replaced, also where no runner does it. */
  info(line: string): void;
  group(title: string): void;
  endGroup(): void;
  /** Annotations: file-less, shown on the run's page. GitHub shows ten of each kind a step. */
  notice(message: string, title: string): void;
  warning(message: string, title: string): void;
  error(message: string, title: string): void;
  /** From now on the secret is shown as `***`, line by line if it has several. Before anything else is printed. */
  mask(secret: string): void;
  /** `text` with all masked secrets replaced: for what leaves by other ways than this interface. */
  masked(text: string): string;
  setOutput(name: string, value: string): void;
  /** For `post`, which runs in a process of its own. No secrets. */
  saveState(name: string, value: string): void;
  getState(name: string): string;
  /** Adds Markdown to the job's summary; written by the end of the step. */
  summary(markdown: string): void;
  /** A fresh OIDC token of this run for the audience; undefined where the job has no `id-token: write`. */
  idToken(audience: string): Promise<string | undefined>;
  /** Milliseconds since 1970. */
  now(): number;
}

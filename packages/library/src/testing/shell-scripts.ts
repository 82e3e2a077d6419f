import { spawnSync } from 'node:child_process';

export interface ShellScript {
  /** `<server's key> <path>`. */
  readonly name: string;
  readonly text: string;
}

/** Those of the files of a server that a shell runs. */
export function scriptsOf(key: string, files: readonly { path: string; content: string }[]): ShellScript[] {
  return files
    .filter(({ content }) => /^#!.*\b(?:ba|da)?sh\b/.test(content))
    .map(({ path, content }) => ({ name: `${key} ${path}`, text: content }));
}

/** What bash has against a script's grammar; empty where nothing. */
export function syntaxFaults({ text }: ShellScript): string {
  const { stderr, error } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
  return error?.message ?? stderr;
}

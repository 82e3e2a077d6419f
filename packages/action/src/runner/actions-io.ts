import { appendFileSync } from 'node:fs';
import { ANNOTATION_LENGTH, ANNOTATIONS_OF_A_KIND } from '../annotate.ts';
import { Masks } from '../mask.ts';
import { cutSummary, SUMMARY_ROOM } from '../summary.ts';
import type { Io } from './io.ts';
import { commandLine, fileEntry, looksLikeCommand, quoted } from './workflow-commands.ts';

/** What the adapter needs of its process. */
export interface RunnerProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes to stdout at once: a process that exits next must have said it. */
  readonly write: (text: string) => void;
  readonly now: () => number;
  /** A text that nobody can guess, new with each call. */
  readonly random: () => string;
}

/** The runner of GitHub (or nektos/act) that started this process. Without one, as on a desk, it only prints. */
export function actionsIo({ env, write, now, random }: RunnerProcess): Io {
  const masks = new Masks();
  const summary = summaryFile(env.GITHUB_STEP_SUMMARY);
  let grouped = false;
  const command = (name: string, message: string, properties: Record<string, string> = {}) =>
    write(`${commandLine(name, message, properties)}\n`);
  const info = (line: string) => {
    const masked = masks.apply(line);
    write(`${looksLikeCommand(masked) ? quoted(masked, random()) : masked}\n`);
  };
  const annotate = (kind: 'notice' | 'warning' | 'error') => {
    let left = ANNOTATIONS_OF_A_KIND;
    return (message: string, title: string) => {
      const text = masks.apply(message);
      if (left-- > 0) command(kind, cut(text), { title: masks.apply(title) });
      if (left < 0 || text.length > ANNOTATION_LENGTH) info(`${kind}: ${title}: ${message}`);
    };
  };
  const toFile = (path: string | undefined, name: string, value: string) => {
    if (path) appendFileSync(path, fileEntry(name, value, `prego_${random()}`));
  };
  return {
    env,
    info,
    group: (title) => {
      grouped = true;
      command('group', masks.apply(title));
    },
    endGroup: () => {
      if (grouped) command('endgroup', '');
      grouped = false;
    },
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    mask: (secret) => {
      for (const form of masks.add(secret)) command('add-mask', form);
    },
    masked: (text) => masks.apply(text),
    setOutput: (name, value) => toFile(env.GITHUB_OUTPUT, name, masks.apply(value)),
    saveState: (name, value) => {
      try {
        toFile(env.GITHUB_STATE, name, masks.apply(value));
      } catch (error) {
        // It is for post only, should this step be killed: no reason to give up work that can be done.
        info(`It could not be left for the post step (${name}): ${(error as Error).message}`);
      }
    },
    getState: (name) => env[`STATE_${name}`] ?? '',
    summary: (markdown) => summary(masks.apply(markdown), info),
    idToken: (audience) => idToken(env, audience),
    now,
  };
}

const cut = (text: string): string =>
  text.length > ANNOTATION_LENGTH ? `${text.slice(0, ANNOTATION_LENGTH - 1)}…` : text;

/** Writes each part at once, so that a run that is killed leaves what it had said; together they stay within GitHub's limit. */
function summaryFile(path: string | undefined): (markdown: string, complain: (line: string) => void) => void {
  let left = path ? SUMMARY_ROOM : 0;
  return (markdown, complain) => {
    if (!path || left === 0) return;
    const whole = `${markdown}\n`;
    const part = cutSummary(whole, left);
    left = part === whole ? left - Buffer.byteLength(part) : 0;
    try {
      appendFileSync(path, part);
    } catch (error) {
      // The work is done all the same.
      complain(`The summary could not be written: ${(error as Error).message}`);
    }
  };
}

/** Undefined where the job has no `id-token: write`: then GitHub gives no address to ask. */
async function idToken(env: RunnerProcess['env'], audience: string): Promise<string | undefined> {
  if (!env.ACTIONS_ID_TOKEN_REQUEST_URL || !env.ACTIONS_ID_TOKEN_REQUEST_TOKEN) return undefined;
  // Only here is what it does (retries, proxies, masking) worth the time that it takes to load.
  const { getIDToken } = await import('@actions/core');
  return await getIDToken(audience);
}

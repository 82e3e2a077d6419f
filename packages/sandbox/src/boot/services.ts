import type { Command } from './cloud-init.ts';

/** What systemd knows of one service: whether it starts with the machine, and whether it is to run now. */
export interface ServiceState {
  enabled: boolean;
  active: boolean;
}

export type Services = Record<string, ServiceState>;

const OFF: ServiceState = { enabled: false, active: false };

/**
 * The services after these commands, in order. Understood are plain `systemctl` and `service` calls, alone, in a
 * chain of `&&` or `;`, or within `sh -c '…'`; conditions, loops, pipes and here-documents are not followed.
 */
export function runServiceCommands(commands: Command[], before: Services): Services {
  const services = { ...before };
  for (const words of commands.flatMap(plainCommands)) {
    for (const { name, change } of serviceChanges(words)) {
      services[name] = { ...(services[name] ?? OFF), ...change };
    }
  }
  return services;
}

/** The services after a boot: those that are enabled run. */
export function enabledServices(services: Services): Services {
  return Object.fromEntries(
    Object.entries(services).map(([name, { enabled }]) => [name, { enabled, active: enabled }]),
  );
}

interface ServiceChange {
  name: string;
  change: Partial<ServiceState>;
}

function serviceChanges(words: string[]): ServiceChange[] {
  const [program = '', ...rest] = words[0] === 'sudo' ? words.slice(1) : words;
  const tool = program.split('/').at(-1);
  const options = rest.filter((word) => word.startsWith('-'));
  const [first, ...others] = rest.filter((word) => !word.startsWith('-'));
  if (first === undefined) return [];
  if (tool === 'systemctl') {
    const change = changeBy(first, options.includes('--now'));
    return change ? others.map((unit) => ({ name: unit.replace(/\.service$/, ''), change })) : [];
  }
  if (tool === 'service' && others[0] !== undefined) {
    const change = changeBy(others[0], false);
    return change ? [{ name: first, change }] : [];
  }
  return [];
}

function changeBy(verb: string, now: boolean): Partial<ServiceState> | undefined {
  switch (verb) {
    case 'enable':
    case 'reenable':
      return now ? { enabled: true, active: true } : { enabled: true };
    case 'disable':
      return now ? { enabled: false, active: false } : { enabled: false };
    case 'start':
    case 'restart':
    case 'reload-or-restart':
      return { active: true };
    case 'stop':
      return { active: false };
    default:
      return undefined;
  }
}

/** The simple commands of one entry, each as its words. */
export function plainCommands(command: Command): string[][] {
  if (typeof command === 'string') return shellCommands(command);
  const [program = '', flags = '', script] = command;
  const isShell = /^(ba|da)?sh$/.test(program.split('/').at(-1) as string) && /^-[a-z]*c$/.test(flags);
  return isShell && script !== undefined ? shellCommands(script) : [command];
}

/** Quoted text, a run of separators, a comment, or a piece of a word. */
const TOKEN = /'([^']*)'|"((?:\\.|[^"\\])*)"|(&&|\|\||[;&|\n])|((?<![^\s;&|])#[^\n]*)|([^\S\n]+)|(\\?.)/gs;

function shellCommands(text: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  let reached = true;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (reached && words.length > 0) commands.push(words);
    words = [];
  };
  const [plain = ''] = text.split('<<', 1);
  for (const [whole, single, double, separator, comment, space, piece] of plain.matchAll(TOKEN)) {
    if (separator !== undefined) {
      endCommand();
      reached = separator !== '||' && separator !== '|';
    } else if (space !== undefined) endWord();
    else if (comment !== undefined) continue;
    else word = (word ?? '') + (single ?? double ?? (piece === undefined ? whole : piece.replace(/^\\/, '')));
  }
  endCommand();
  return commands;
}

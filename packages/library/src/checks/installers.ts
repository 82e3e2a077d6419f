import type { FaultAt, TemplateFault } from '../fault.ts';

interface Installer {
  /** By what it is known in a line. */
  readonly command: RegExp;
  /** Whether the words behind it hold everything that it installs. */
  readonly holds: (words: readonly string[]) => boolean;
  readonly how: string;
  readonly what?: string;
}

const OF_PYPI = /^[\w.-]+(?:\[[\w.,-]+\])?===?[\w.!+${}-]+$/;
const OF_NPM = /^(?:@[\w.-]+\/)?[\w.-]+@\d[\w.+-]*$/;

/** Options that take the next word, so that it is nothing to install. */
const PIP_VALUES = [
  ...[
    '--cache-dir',
    '--cert',
    '--constraint',
    '--extra-index-url',
    '--find-links',
    '--index-url',
    '--log',
    '--no-binary',
  ],
  ...[
    '--only-binary',
    '--prefix',
    '--progress-bar',
    '--proxy',
    '--python',
    '--retries',
    '--root',
    '--target',
    '--timeout',
  ],
  ...['--trusted-host', '--upgrade-strategy', '-c', '-f', '-i', '-t'],
];
const NPM_VALUES = ['--cache', '--include', '--loglevel', '--omit', '--prefix', '--registry', '--userconfig', '-C'];

/** What installs whatever is newest, unless it is held. */
const INSTALLERS: readonly Installer[] = [
  {
    command: /\bpip[\d.]*\s+install\b/g,
    holds: (words) =>
      words.includes('--require-hashes') ||
      (!words.some((word) => /^(?:-r|--requirement)/.test(word)) && areAll(OF_PYPI, namesIn(words, PIP_VALUES))),
    how: 'name==version or --require-hashes',
  },
  {
    command: /\bpipx\s+(?:install|run)\b/g,
    holds: (words) => areAll(OF_PYPI, namesIn(words, PIP_VALUES).slice(0, 1)),
    how: 'name==version',
  },
  {
    command: /\bnpm\s+(?:i|install)\b/g,
    holds: (words) => areAll(OF_NPM, namesIn(words, NPM_VALUES)),
    how: 'name@version',
  },
  {
    command: /\bnpx(?=\s)/g,
    // What is there already is not fetched; behind the first name are the arguments of what it runs.
    holds: (words) =>
      /^--no(?:-install)?$/.test(words[0] ?? '') || areAll(OF_NPM, namesIn(words, NPM_VALUES).slice(0, 1)),
    how: 'name@version',
  },
  { command: /\bsnap\s+install\b/g, holds: () => false, how: 'a Debian package, as snaps renew themselves' },
  {
    command: /\bgit\s+clone\b/g,
    holds: (words) => /--(?:branch|revision)[= ]v?\d/.test(words.join(' ')),
    how: '--branch with the tag of a version',
  },
  {
    command: /\b(?:add-apt|apt-add)-repository\b.*\bppa:|^ppa:/g,
    holds: () => false,
    how: 'a source in apt with its release and its key',
  },
  {
    command: /\b(?:apt-key|gpg)\b.*--fetch-keys\b/g,
    holds: () => false,
    how: 'a key that stands in the template',
    what: 'trusts whatever key is there today',
  },
];

/** What a line installs without saying which. */
export function checkInstallers(path: string, line: string, fault: FaultAt): TemplateFault[] {
  return INSTALLERS.filter(({ command, holds }) =>
    [...line.matchAll(command)].some(({ 0: known, index }) => !holds(wordsIn(line.slice(index + known.length)))),
  ).map(({ how, what = 'installs whatever is newest' }) => fault(path, `${what}: ${line}`, `Pin it by ${how}.`));
}

/** Up to the command's end, without quotes. */
const wordsIn = (rest: string): string[] =>
  rest
    .replaceAll(/["']/g, '')
    .replace(/(?:[;|&()`]|\s#|\s?\d?[<>]).*/, '')
    .split(/\s+/)
    .filter((word) => word !== '');

const namesIn = (words: readonly string[], valued: readonly string[]): string[] =>
  words.filter((word, index) => !word.startsWith('-') && !valued.includes(words[index - 1] ?? ''));

const areAll = (pinned: RegExp, names: readonly string[]): boolean =>
  names.length > 0 && names.every((name) => pinned.test(name));

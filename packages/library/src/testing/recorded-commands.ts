import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { shellQuoted } from '../shell-quoted.ts';

/** One process that a script started. */
export interface Call {
  readonly command: string;
  readonly args: readonly string[];
  /** What came by a pipe or a here-document to a command that is played; else empty. */
  readonly stdin: string;
}

/** These touch files only, and those are in the scratch root. */
const REAL = [
  ...['awk', 'basename', 'bash', 'cat', 'chmod', 'cp', 'cut', 'date', 'dirname', 'env', 'grep', 'head', 'ln', 'mkdir'],
  ...[
    'mktemp',
    'mv',
    'openssl',
    'readlink',
    'rm',
    'sed',
    'sh',
    'sha256sum',
    'sort',
    'tail',
    'tee',
    'touch',
    'tr',
    'wc',
  ],
];

/** Played for every template: they would change the machine, need another user, or wait. */
function played(): Record<string, string> {
  const withoutOwner = `words=()
while [ $# -gt 0 ]; do
  case $1 in
    -o | -g | --owner | --group) shift 2 ;;
    --owner=* | --group=*) shift ;;
    *) words+=("$1"); shift ;;
  esac
done
exec ${shellQuoted(real('install') ?? 'install')} "\${words[@]}"`;
  const asOther = 'while [ "$1" != -- ]; do shift; done\nshift\nexec "$@"';
  const nothing = ['chgrp', 'chown', 'chpasswd', 'mountpoint', 'sleep', 'sysctl', 'systemctl'];
  return { ...Object.fromEntries(nothing.map((name) => [name, ''])), install: withoutOwner, runuser: asOther };
}

/**
 * Fills a folder that is all of a script's PATH: what is not there fails, so nothing of the machine is touched unseen.
 * @param fakes bash, by the command's name, in whose place it runs
 */
export function makeCommands(bin: string, calls: string, fakes: Readonly<Record<string, string>>): void {
  mkdirSync(bin);
  mkdirSync(calls);
  for (const name of REAL) {
    const path = real(name);
    if (path !== undefined) writeCommand(bin, name, record(calls), `exec ${shellQuoted(path)} "$@"`);
  }
  for (const [name, body] of Object.entries({ ...played(), ...fakes })) {
    writeCommand(bin, name, `${record(calls)}\n${KEEP_INPUT}`, body);
  }
}

const record = (calls: string): string => `call=${shellQuoted(calls)}/$EPOCHREALTIME-$BASHPID
printf '%s\\0' "\${0##*/}" "$@" > "$call.args"
printf '%s\\n' "$call" >> ${shellQuoted(calls)}/order`;

/** Only what was meant for it: all else reads /dev/null, as at a boot. */
const KEEP_INPUT = `if [ -p /dev/stdin ] || [ -f /dev/stdin ]; then
  ${shellQuoted(real('cat') ?? 'cat')} > "$call.stdin"
  exec < "$call.stdin"
fi`;

function writeCommand(bin: string, name: string, before: string, body: string): void {
  writeFileSync(join(bin, name), `#!${real('bash')}\n${before}\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** Where this machine has a command. */
export function real(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** All calls since the folder was made, in the order in which they began, with paths as they are on the server. */
export function readCalls(calls: string, root: string): Call[] {
  const order = join(calls, 'order');
  if (!existsSync(order)) return [];
  const ids = readFileSync(order, 'utf8').split('\n').slice(0, -1);
  return ids.map((id) => {
    const [command = '', ...args] = readFileSync(`${id}.args`, 'utf8').replaceAll(root, '').split('\0').slice(0, -1);
    return { command, args, stdin: existsSync(`${id}.stdin`) ? readFileSync(`${id}.stdin`, 'utf8') : '' };
  });
}

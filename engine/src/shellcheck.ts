import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unpackedPackages } from './debian-packages.ts';

/**
 * ShellCheck, as this machine's distribution has it, from the cache or by apt-get. The answer is what it says of a script
 * (whose first line names its shell), '' where it finds nothing.
 * @throws {Error} that says what to install, where it can't be had
 */
export async function shellcheck(): Promise<(script: string) => Promise<string>> {
  const folder = await unpackedPackages('shellcheck', ['shellcheck']);
  return async (script) => {
    // Source 1091: the file that a script reads is on another machine.
    const args = ['--norc', '--format=gcc', '--exclude=SC1091', '-'];
    const child = spawn(join(folder, 'usr/bin/shellcheck'), args, { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end(script);
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return (out + err).trim();
  };
}

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TemplateManifest } from '@prego/contracts';
import { shellQuoted } from '../shell-quoted.ts';
import { ownVariables, variableOf, variablesIn } from '../variables.ts';
import { type Call, makeCommands, readCalls, real } from './recorded-commands.ts';
import { beneath, type FoundFile, filesBeneath, writeBeneath } from './scratch-root.ts';
import type { TemplateUnderTest } from './template-under-test.ts';

export interface Stage {
  /** bash that does what the installation of the packages does to files. It runs when cloud-init would install them. */
  readonly packages?: string;
  /** bash that plays a command, by its name. It may keep what it knows in files beneath `/var`. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Of fields, where they have no default. */
  readonly values?: Readonly<Record<string, string>>;
}

/** One run of all that a server's `runcmd` has. */
export interface Run {
  /** Of the first command that failed; 0 where none did. */
  readonly status: number;
  readonly output: string;
  readonly calls: readonly Call[];
  /** As they are afterwards, by their paths on the server. */
  readonly files: Readonly<Record<string, FoundFile>>;
  /** Where a secret is to be seen: an argument, the log, a file that everybody may read. */
  readonly shown: readonly string[];
}

/** Longer than any rehearsal, which waits for nothing: against one that never ends. */
const TIMEOUT_MS = 50_000;

/**
 * Runs what a server runs at its first boot, twice, in a scratch folder: files and their order are as on the server; what
 * touches a machine is played and recorded. It proves neither the packages nor the distribution.
 */
export function rehearse(
  template: TemplateUnderTest,
  key: string,
  stage: Stage = {},
): { readonly first: Run; readonly again: Run } {
  const folder = mkdtempSync(join(tmpdir(), 'prego-rehearsal-'));
  try {
    const root = join(folder, 'root');
    const bin = join(folder, 'bin');
    const secrets = secretsOf(template.manifest);
    const commands = Object.entries(stage.commands ?? {}).map(([name, body]) => [name, beneath(root, body)] as const);
    mkdirSync(root);
    writeBeneath(root, '/etc/prego/values.env', valuesOf(template, key, secrets, stage.values ?? {}), '0600');
    const write = (deferred: boolean): void => {
      for (const file of template.files(key).filter(({ defer = false }) => defer === deferred)) {
        writeBeneath(root, file.path, file.content, file.permissions);
      }
    };
    const run = (scripts: readonly string[], calls: string): Run => {
      makeCommands(`${bin}-${calls}`, join(folder, calls), Object.fromEntries(commands));
      giveToNobody(folder);
      const outcome = runAll(root, `${bin}-${calls}`, scripts);
      const seen = { ...outcome, calls: readCalls(join(folder, calls), root), files: filesBeneath(root) };
      return { ...seen, shown: secrets.flatMap(([name, value]) => shownIn(seen, name, value)) };
    };
    write(false);
    const packages = run([`set -e\n${stage.packages ?? ''}`], 'packages');
    if (packages.status !== 0) throw new Error(`The packages are not installed: ${packages.output}`);
    write(true);
    return { first: run(commandsOf(template, key), 'first'), again: run(commandsOf(template, key), 'again') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whom nothing of the machine belongs to: a path that is put together at run time leads out of the scratch root. */
const NOBODY = 65534;
const isRoot = (): boolean => process.getuid?.() === 0;

function giveToNobody(folder: string): void {
  if (!isRoot()) return;
  const { status, stderr } = spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${folder} can't be given away: ${stderr}`);
}

function runAll(root: string, bin: string, scripts: readonly string[]): { status: number; output: string } {
  let output = '';
  for (const script of scripts) {
    const done = spawnSync(real('bash') ?? 'bash', ['-c', `exec 2>&1\n${beneath(root, script)}`], {
      cwd: root,
      env: { PATH: bin, HOME: root, LC_ALL: 'C' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: TIMEOUT_MS,
      ...(isRoot() ? { uid: NOBODY, gid: NOBODY } : {}),
    });
    if (done.error) throw done.error;
    output += (done.stdout + done.stderr).replaceAll(root, '');
    if (done.status !== 0) return { status: done.status ?? 1, output };
  }
  return { status: 0, output };
}

/** A command is a text for a shell, or the list of its words. */
function commandsOf(template: TemplateUnderTest, key: string): string[] {
  const commands = (template.runcmd(key) ?? []) as (string | readonly unknown[])[];
  return commands.map((one) =>
    typeof one === 'string' ? one : one.map((word) => shellQuoted(String(word))).join(' '),
  );
}

const secretsOf = ({ secrets }: TemplateManifest): [string, string][] =>
  secrets.map(({ name, length }) => [name, createHash('sha256').update(name).digest('hex').slice(0, length)]);

function shownIn({ output, calls, files }: Omit<Run, 'shown'>, name: string, secret: string): string[] {
  return [
    ...calls
      .filter(({ args }) => args.some((arg) => arg.includes(secret)))
      .map(({ command }) => `${name} is an argument of ${command}`),
    ...(output.includes(secret) ? [`${name} is in the log`] : []),
    ...Object.entries(files)
      .filter(([, { mode, content }]) => content.includes(secret) && !mode.endsWith('0'))
      .map(([path]) => `${name} is in ${path}, which everybody may read`),
  ];
}

/** As the stacks program writes it: what the server mentions. The provisioning has the name that is hardest on a shell. */
function valuesOf(
  template: TemplateUnderTest,
  key: string,
  secrets: readonly (readonly [string, string])[],
  given: Readonly<Record<string, string>>,
): string {
  const { manifest } = template;
  const mentioned = variablesIn(
    [...commandsOf(template, key), ...template.files(key).map((file) => file.content)].join('\n'),
  );
  const own: Record<string, string> = {
    provisioning: "Anna's $(false) server",
    server_name: `test-${key}`,
    server_key: key,
    private_ip: '10.0.0.2',
  };
  const values = manifest.fields.flatMap((field) => {
    if (!('name' in field)) return [];
    const value = given[field.name] ?? field.default;
    if (value === undefined) throw new Error(`${field.name} has no default: say a value.`);
    return [[field.name, value] as const];
  });
  const addresses = ownVariables(manifest).map((name, index) => [name, own[name] ?? `10.0.0.${10 + index}`] as const);
  const told = [...values, ...secrets].filter(([name]) => mentioned.includes(variableOf(name)));
  return [...addresses, ...told].map(([name, value]) => `${variableOf(name)}=${shellQuoted(value)}\n`).join('');
}

import type { CloudInitPlan, Command } from './cloud-init.ts';
import type { GuestFile } from './guest-file-plan.ts';
import { writeGuestFile } from './guest-files.ts';
import { runServiceCommands, type Services } from './services.ts';
import { TELEGRAF_FILES } from './telegraf-files.ts';

export interface CloudInitStatus {
  /** `not_run`: the machine never came up. */
  status: 'not_run' | 'running' | 'done' | 'error';
  /** Errors, or what cloud-init only warned of. */
  reasons: string[];
}

export interface CloudInitResult {
  cloudInit: CloudInitStatus;
  hostname: string;
  services: Services;
}

/** The user as which the package's unit runs Telegraf. */
const TELEGRAF_USER = 'telegraf';

/** Carries out the plan's per-instance part under `root`, in cloud-init's order; `log` hears each step. */
export function runCloudInit(
  plan: CloudInitPlan,
  root: string,
  serverName: string,
  log: (line: string) => void,
): CloudInitResult {
  const hostname = plan.hostname ?? serverName;
  const warnings = [...plan.warnings, ...plan.ignored.map((key) => `'${key}' is no module of cloud-init: ignored`)];
  try {
    note(log, 'bootcmd', plan.bootcmd.map(commandLine));
    writeAll(root, 'write_files', plan.files, log);
    writeGuestFile(root, { path: '/etc/hostname', content: Buffer.from(`${hostname}\n`), mode: 0o644, append: false });
    note(log, 'users', [...plan.users, ...plan.sshAuthorizedKeys.map((key) => key.split(' ').at(-1) as string)]);
    note(log, 'recorded', plan.recorded);
    note(log, 'packages', plan.packages);
    writeAll(root, 'write_files (deferred)', plan.deferredFiles, log);
    note(log, 'runcmd', plan.runcmd.map(commandLine));
  } catch (error) {
    return { cloudInit: { status: 'error', reasons: [(error as Error).message] }, hostname, services: {} };
  }
  const services = runServiceCommands(plan.runcmd, installedServices(plan.packages));
  warnings.push(...telegrafTraps(plan, services));
  return { cloudInit: { status: 'done', reasons: warnings }, hostname, services };
}

function writeAll(root: string, module: string, files: GuestFile[], log: (line: string) => void): void {
  for (const file of files) {
    writeGuestFile(root, file);
    log(`${module}: ${file.path} ${file.mode.toString(8)} ${file.owner}:${file.group} ${file.content.length} bytes`);
  }
}

function note(log: (line: string) => void, module: string, what: string[]): void {
  for (const one of what) log(`${module}: ${one}`);
}

function commandLine(command: Command): string {
  return typeof command === 'string' ? command : command.join(' ');
}

/** The package's post-install script enables the service; it doesn't start it. Source: telegraf scripts/deb/post-install.sh. */
function installedServices(packages: string[]): Services {
  return packages.some((name) => /^telegraf(=|$)/.test(name)) ? { telegraf: { enabled: true, active: false } } : {};
}

/** What would keep Telegraf from running on a VM although it runs here. */
function telegrafTraps(plan: CloudInitPlan, services: Services): string[] {
  if (!services.telegraf?.active) return [];
  const traps: string[] = [];
  const lines = plan.runcmd.map(commandLine);
  const installed =
    plan.packages.some((name) => name.startsWith('telegraf')) ||
    lines.some((line) => /\b(install|dpkg|rpm|tar|mv|cp)\b.*telegraf/.test(line));
  if (!installed) traps.push('telegraf is started, but nothing in the user data installs it');
  const handedOver = lines.some((line) => /\bch(own|mod|grp)\b.*\/etc\/telegraf/.test(line));
  for (const file of [...plan.files, ...plan.deferredFiles]) {
    if (!handedOver && TELEGRAF_FILES.test(file.path) && !readableBy(file, TELEGRAF_USER)) {
      traps.push(`${file.path} can't be read by the user ${TELEGRAF_USER}, as which Telegraf runs`);
    }
  }
  return traps;
}

function readableBy(file: GuestFile, user: string): boolean {
  const bit = file.owner === user ? 0o400 : file.group === user ? 0o040 : 0o004;
  return (file.mode & bit) !== 0;
}

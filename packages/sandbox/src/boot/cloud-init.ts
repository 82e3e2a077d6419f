import { parseDocument } from 'yaml';
import { CloudConfig, RECORDED_MODULES } from './cloud-config.ts';
import { type GuestFile, missingAccount, planFile } from './guest-file-plan.ts';
import { readUserData } from './user-data.ts';

/** A command of `runcmd` or `bootcmd`: a line for the shell, or a program with its arguments. */
export type Command = string | string[];

/** What cloud-init will do on a first boot, in the order in which it does it: top to bottom. */
export interface CloudInitPlan {
  bootcmd: Command[];
  files: GuestFile[];
  /** Undefined: the name of the server stays the host name. */
  hostname: string | undefined;
  users: string[];
  sshAuthorizedKeys: string[];
  packages: string[];
  /** `defer: true`: written when packages are installed. */
  deferredFiles: GuestFile[];
  runcmd: Command[];
  /** Modules that a VM would carry out and that are only noted here. */
  recorded: string[];
  /** Keys that cloud-init knows nothing of. */
  ignored: string[];
  warnings: string[];
}

/** `error`: nothing of the user data takes effect; the machine runs, without a host name, an agent or a file from it. */
export type CloudInitParse = { outcome: 'plan'; plan: CloudInitPlan } | { outcome: 'error'; reasons: string[] };

const EMPTY_PLAN: CloudInitPlan = {
  bootcmd: [],
  files: [],
  hostname: undefined,
  users: [],
  sshAuthorizedKeys: [],
  packages: [],
  deferredFiles: [],
  runcmd: [],
  recorded: [],
  ignored: [],
  warnings: [],
};

/** Reads a server's user data. Never throws: what cloud-init would stumble over is an `error` with its reasons. */
export function parseCloudInit(userData: string): CloudInitParse {
  const found = readUserData(userData);
  switch (found.kind) {
    case 'none':
      return { outcome: 'plan', plan: EMPTY_PLAN };
    case 'not_run':
      return warned(`user data of the kind '${found.format}' is not run by the sandbox`);
    case 'unhandled':
      return warned(`Unhandled non-multipart (text/x-not-multipart) userdata: '${found.begins}...'`);
    case 'cloud_config':
      return parseCloudConfig(found.text);
  }
}

function warned(warning: string): CloudInitParse {
  return { outcome: 'plan', plan: { ...EMPTY_PLAN, warnings: [warning] } };
}

function parseCloudConfig(text: string): CloudInitParse {
  const yaml = loadYaml(text);
  if ('reasons' in yaml) return { outcome: 'error', reasons: yaml.reasons };
  const config = CloudConfig.safeParse(yaml.value ?? {});
  if (!config.success) {
    return {
      outcome: 'error',
      reasons: config.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    };
  }
  try {
    return { outcome: 'plan', plan: planOf(config.data) };
  } catch (error) {
    return { outcome: 'error', reasons: [(error as Error).message] };
  }
}

/** YAML 1.1, as cloud-init's parser reads it: `0644` is octal, `yes` is true, the last of two equal keys wins. */
function loadYaml(text: string): { value: unknown } | { reasons: string[] } {
  try {
    const document = parseDocument(text, { version: '1.1', uniqueKeys: false });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0) return { reasons: faults.map((fault) => `Failed loading yaml blob: ${fault.message}`) };
    const value: unknown = document.toJS();
    if (value === null || (typeof value === 'object' && !Array.isArray(value))) return { value };
    return { reasons: [`Failed loading yaml blob: a mapping is needed, not ${typeof value}`] };
  } catch (error) {
    return { reasons: [`Failed loading yaml blob: ${(error as Error).message}`] };
  }
}

function planOf(config: CloudConfig): CloudInitPlan {
  const warnings: string[] = [];
  const { files, deferredFiles } = planFiles(config, (text) => warnings.push(text));
  const interpreted: ReadonlySet<string> = new Set(Object.keys(CloudConfig.shape));
  const keys = Object.keys(config);
  return {
    bootcmd: commands(config.bootcmd),
    files,
    hostname: hostnameOf(config),
    users: userNames(config.users),
    sshAuthorizedKeys: config.ssh_authorized_keys ?? [],
    packages: (config.packages ?? []).flatMap(packageNames),
    deferredFiles,
    runcmd: commands(config.runcmd),
    recorded: keys.filter((key) => RECORDED_MODULES.has(key)),
    ignored: keys.filter((key) => !interpreted.has(key) && !RECORDED_MODULES.has(key)),
    warnings,
  };
}

function planFiles(config: CloudConfig, warn: (text: string) => void) {
  const files: GuestFile[] = [];
  const deferredFiles: GuestFile[] = [];
  for (const [index, entry] of (config.write_files ?? []).entries()) {
    if (!entry.path) {
      warn(`write_files: entry ${index + 1} has no path and is skipped`);
      continue;
    }
    if ('source' in entry) warn(`write_files: 'source' of ${entry.path} is not fetched by the sandbox`);
    const file = planFile({ ...entry, path: entry.path }, warn);
    const missing = entry.defer ? undefined : missingAccount(file);
    if (missing !== undefined) {
      throw new Error(`write_files: unknown user or group '${missing}' for ${file.path}; it needs 'defer: true'`);
    }
    (entry.defer ? deferredFiles : files).push(file);
  }
  return { files, deferredFiles };
}

function hostnameOf(config: CloudConfig): string | undefined {
  if (config.preserve_hostname) return undefined;
  return (config.hostname ?? config.fqdn)?.split('.')[0] || undefined;
}

function commands(list: CloudConfig['runcmd']): Command[] {
  return (list ?? [])
    .filter((command) => command !== null)
    .map((command) => (typeof command === 'string' ? command : command.map(String)));
}

function userNames(users: CloudConfig['users']): string[] {
  if (users === undefined) return [];
  if (typeof users === 'string') return users.split(',').map((name) => name.trim());
  if (!Array.isArray(users)) return Object.keys(users);
  return users.map((user) => (typeof user === 'string' ? user : user.name));
}

/** Names of the packages of one entry: `name`, `[name, version]`, or a list under its package manager. */
function packageNames(entry: NonNullable<CloudConfig['packages']>[number]): string[] {
  if (typeof entry === 'string') return [entry];
  if (Array.isArray(entry)) return entry.slice(0, 1);
  return Object.values(entry).flatMap((list) =>
    list.flatMap((one) => (typeof one === 'string' ? [one] : one.slice(0, 1))),
  );
}

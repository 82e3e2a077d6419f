import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that the package's unit hands to Telegraf, as guest paths. */
export const TELEGRAF_FILES = /^\/etc\/telegraf\/(telegraf\.conf|telegraf\.d\/[^/]+\.conf)$/;

/** What stands where cloud-init wrote no telegraf.conf: the part of the package's sample that our build can run. */
const PACKAGED_CONFIG = `[agent]
  interval = "10s"
  flush_interval = "10s"
[[inputs.cpu]]
[[inputs.mem]]
[[inputs.disk]]
  ignore_fs = ["tmpfs", "devtmpfs", "devfs", "iso9660", "overlay", "aufs", "squashfs"]
`;

/** A guest's Telegraf as its package lays it out: paths on this machine, and the environment of its unit. */
export interface TelegrafFiles {
  config: string;
  configDirectory: string;
  environment: Record<string, string>;
}

/** Finds the files under `root`; what the package would have brought is added where it is missing. */
export function telegrafFiles(root: string): TelegrafFiles {
  const config = join(root, 'etc/telegraf/telegraf.conf');
  const configDirectory = join(root, 'etc/telegraf/telegraf.d');
  mkdirSync(configDirectory, { recursive: true });
  if (!existsSync(config)) {
    mkdirSync(dirname(config), { recursive: true });
    writeFileSync(config, PACKAGED_CONFIG);
  }
  const defaults = join(root, 'etc/default/telegraf');
  const environment = existsSync(defaults) ? parseEnvironmentFile(readFileSync(defaults, 'utf8')) : {};
  return { config, configDirectory, environment };
}

/** Every configuration file, in the order in which Telegraf reads them. */
export function configPaths(files: TelegrafFiles): string[] {
  return [files.config, ...globSync(join(files.configDirectory, '*.conf')).sort()];
}

/** The variables of a systemd EnvironmentFile: `KEY=value` lines, quotes taken off, comments and other lines left out. */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const line of text.replace(/\\\n/g, '').split('\n')) {
    const [, key, value = ''] = /^\s*([A-Za-z_]\w*)=(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined) environment[key] = value.replace(/^(["'])(.*)\1$/, '$2');
  }
  return environment;
}

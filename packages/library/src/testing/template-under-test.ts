import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TemplateManifest } from '@prego/contracts';
import { checkTemplate } from '../check-template.ts';
import { parseCloudConfig } from '../cloud-config.ts';
import { describeFault } from '../fault.ts';
import { readTemplate } from '../template-files.ts';
import { type ShellScript, scriptsOf } from './shell-scripts.ts';

/** As cloud-init writes it. */
export interface ServerFile {
  readonly path: string;
  readonly content: string;
  readonly permissions?: string;
  readonly defer?: boolean;
}

/** A template as its own test looks at it. */
export interface TemplateUnderTest {
  readonly manifest: TemplateManifest;
  /** What `pnpm library:check` would say of it, but for cloud-init's own validator; empty where all is well. */
  readonly faults: readonly string[];
  /** What a server installs, by its key. */
  packages(key: string): unknown;
  runcmd(key: string): unknown;
  /** What is written on a server, in its order. */
  files(key: string): readonly ServerFile[];
  /** What is written on a server at this path. Throws where nothing is. */
  file(key: string, path: string): string;
  /** All shell scripts that are written on the servers, by key and path. */
  readonly scripts: readonly ShellScript[];
}

/** The template in whose folder the test lies. @param testUrl its `import.meta.url` */
export async function templateUnderTest(testUrl: string): Promise<TemplateUnderTest> {
  const folder = dirname(fileURLToPath(testUrl));
  const { template, faults } = checkTemplate(await readTemplate(dirname(folder), basename(folder)));
  if (!template) throw new Error(faults.map((fault) => describeFault(basename(folder), fault)).join('\n'));
  const configs = Object.fromEntries(Object.entries(template.cloud_init).map(([key, text]) => [key, configOf(text)]));
  const filesOf = (key: string) => (configs[key]?.write_files ?? []) as readonly ServerFile[];
  return {
    manifest: template.manifest,
    faults: faults.map((fault) => describeFault(basename(folder), fault)),
    packages: (key) => configs[key]?.packages,
    runcmd: (key) => configs[key]?.runcmd,
    files: filesOf,
    file: (key, path) => {
      const found = filesOf(key).find((file) => file.path === path);
      if (!found) throw new Error(`${key} is given no ${path}`);
      return found.content;
    },
    scripts: Object.keys(configs).flatMap((key) => scriptsOf(key, filesOf(key))),
  };
}

function configOf(text: string): Readonly<Record<string, unknown>> {
  const parsed = parseCloudConfig(text);
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed.config;
}

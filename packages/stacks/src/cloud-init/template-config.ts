import { posix } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { StackError } from '../errors.ts';

const List = z
  .array(z.unknown())
  .nullish()
  .transform((list) => list ?? []);
const File = z.looseObject({ path: z.string() });

const Config = z.looseObject({
  packages: List,
  runcmd: List,
  write_files: z
    .array(File)
    .nullish()
    .transform((list) => list ?? []),
});
export type TemplateConfig = z.infer<typeof Config>;

/** All that a template may set: who gets in, under which name, what is mounted and when things run is not for it to say. */
export const TEMPLATE_MODULES: readonly string[] = [
  'apt',
  'groups',
  'locale',
  'packages',
  'runcmd',
  'swap',
  'timezone',
  'write_files',
];

/** A template's `#cloud-config`, read as cloud-init reads it. Throws `invalid_input` for what is none. */
export function parseTemplateConfig(text: string, key: string): TemplateConfig {
  if (!/^#cloud-config\s*?\n/.test(text)) throw templateFault(key, 'does not begin with the line #cloud-config');
  // YAML 1.1 as PyYAML has it: `0644` is octal, `yes` is true.
  const document = parseDocument(text, { version: '1.1' });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw templateFault(key, `is not valid YAML: ${fault.message.split('\n')[0]}`);
  const parsed = Config.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw templateFault(key, `has a wrong ${issue?.path.join('.') || 'form'}: ${issue?.message ?? ''}`);
}

/** What the program writes for every server, as cloud-init has it. */
export interface OwnConfig {
  readonly packages: readonly unknown[];
  readonly write_files: readonly { readonly path: string }[];
  readonly runcmd: readonly unknown[];
  readonly [module: string]: unknown;
}

/**
 * Both as one: ours first, so that its rules and files are there when the template's commands run. Throws `invalid_input`
 * where the template sets a module that is not for it, or both write a file.
 */
export function mergeConfigs(own: OwnConfig, template: TemplateConfig, key: string): Record<string, unknown> {
  const module = Object.keys(template).find((name) => !TEMPLATE_MODULES.includes(name));
  if (module !== undefined) {
    throw templateFault(
      key,
      `has ${module}, which is not for a template to set (it may set ${TEMPLATE_MODULES.join(', ')})`,
    );
  }
  const paths = new Set(own.write_files.map(({ path }) => path));
  const twice = template.write_files.find(({ path }) => paths.has(posix.normalize(path)));
  if (twice) throw templateFault(key, `writes ${twice.path}, which is written by the program itself`);
  return {
    ...template,
    ...own,
    packages: [...new Set([...own.packages, ...template.packages])],
    write_files: [...own.write_files, ...template.write_files],
    runcmd: [...own.runcmd, ...template.runcmd],
  };
}

/** The error of a template whose cloud-init can't be taken: `what` says it of the server's. */
export const templateFault = (key: string, what: string): StackError =>
  new StackError(
    'invalid_input',
    `The cloud-init of the server ${key} ${what}.`,
    'Change the template. Nothing was made.',
  );

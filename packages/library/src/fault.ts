/** What is wrong with a template, where, and what to do about it. */
export interface TemplateFault {
  /** Of the template's folder. */
  readonly file: string;
  /** Within the file, such as `fields[2].name`; empty where it is the file as a whole. */
  readonly path: string;
  readonly problem: string;
  readonly remedy: string;
}

export const MANIFEST_FILE = 'manifest.yaml';
export const ICON_FILE = 'icon.svg';
export const TEST_FILE = 'template.test.ts';

/** Says it of a path within the file that is looked at. */
export type FaultAt = (path: string, problem: string, remedy: string) => TemplateFault;

export const faultIn =
  (file: string): FaultAt =>
  (path, problem, remedy) => ({ file, path, problem, remedy });

export const manifestFault = faultIn(MANIFEST_FILE);

/** One line for people. */
export function describeFault(template: string, { file, path, problem, remedy }: TemplateFault): string {
  const at = path === '' ? '' : ` at ${path}`;
  return `library/${template}/${file}${at}: ${problem} ${remedy}`;
}

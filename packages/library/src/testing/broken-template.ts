import { fileURLToPath } from 'node:url';
import { checkTemplate } from '../check-template.ts';
import { describeFault } from '../fault.ts';
import { readTemplate, type TemplateFiles } from '../template-files.ts';

const SKELETONS = fileURLToPath(new URL('../skeleton', import.meta.url));

/** A whole template without faults. */
export const soundTemplate = (): Promise<TemplateFiles> => readTemplate(SKELETONS, 'new-template');

type Change = readonly [file: string, from: string, to: string];

/**
 * What is said of a sound template in which a text of a file is replaced, and further ones. Throws where a text is not
 * there, as the test would prove nothing.
 */
export async function faultsWith(...[file, from, to, ...more]: [...Change, ...Change[]]): Promise<string[]> {
  const { folder, files } = await soundTemplate();
  const changed = { ...files };
  for (const [name, before, after] of [[file, from, to] as const, ...more]) {
    const text = changed[name];
    if (!text?.includes(before)) throw new Error(`${name} has no ${JSON.stringify(before)}`);
    changed[name] = text.replace(before, () => after);
  }
  return faultsOf({ folder, files: changed });
}

export function faultsOf(template: TemplateFiles): string[] {
  return checkTemplate(template).faults.map((fault) => describeFault(template.folder, fault));
}

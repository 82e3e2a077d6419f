import type { TemplateManifest } from '@prego/contracts';
import { cloudInitFile } from '../cloud-init-file.ts';
import { ICON_FILE, MANIFEST_FILE, TEST_FILE, type TemplateFault } from '../fault.ts';
import type { TemplateFiles } from '../template-files.ts';

/** The folder has the id as its name, all that a template has, and nothing that nobody would read. */
export function checkFiles(manifest: TemplateManifest, { folder, files }: TemplateFiles): TemplateFault[] {
  const { id, servers } = manifest;
  const wanted = [ICON_FILE, TEST_FILE, ...servers.map(({ key }) => cloudInitFile(servers, key))];
  const known = [MANIFEST_FILE, 'README.md', ...wanted];
  const fault = (file: string, problem: string, remedy: string): TemplateFault => ({ file, path: '', problem, remedy });
  return [
    ...(id === folder
      ? []
      : [{ ...fault(MANIFEST_FILE, `says ${id}, and its folder is ${folder}.`, 'Let both be the same.'), path: 'id' }]),
    ...wanted
      .filter((file) => !files[file]?.trim())
      .map((file) => fault(file, 'is missing or empty.', `A template has ${[MANIFEST_FILE, ...wanted].join(', ')}.`)),
    ...Object.keys(files)
      .filter((file) => !known.includes(file))
      .map((file) =>
        fault(file, 'belongs to no template.', `Take it away, or rename it: there are ${known.join(', ')}.`),
      ),
  ];
}

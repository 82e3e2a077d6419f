import { TemplateManifest } from '@prego/contracts';
import { parseDocument } from 'yaml';
import { manifestFault as fault, MANIFEST_FILE, type TemplateFault } from './fault.ts';
import type { TemplateFiles } from './template-files.ts';

/** A template's manifest, or what is wrong with it. What refers to what is not looked at here. */
export function readManifest({
  folder,
  files,
}: TemplateFiles): { readonly manifest: TemplateManifest } | { readonly faults: readonly TemplateFault[] } {
  const text = files[MANIFEST_FILE];
  if (text === undefined) {
    return { faults: [fault('', 'is missing.', `Write it as packages/library/README.md says, or delete ${folder}/.`)] };
  }
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map(({ message }) => fault('', `is no YAML: ${firstLine(message)}.`, 'Mend it.')),
    };
  }
  const parsed = TemplateManifest.safeParse(document.toJS());
  if (parsed.success) return { manifest: parsed.data };
  return {
    faults: parsed.error.issues.map(({ path, message }) =>
      fault(pathText(path), `${message}.`, 'See TemplateManifest in packages/contracts/src/library-manifest.ts.'),
    ),
  };
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/:$/, '');

/** `['fields', 2, 'name']` as `fields[2].name`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

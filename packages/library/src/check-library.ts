import type { CatalogueTemplate } from '@prego/contracts';
import type { CloudInitValidator } from '@prego/engine/cloud-init-validator';
import { type CheckedTemplate, checkTemplate } from './check-template.ts';
import { cloudInitFile } from './cloud-init-file.ts';
import { describeFault } from './fault.ts';
import { readTemplates } from './template-files.ts';
import { isCurrent } from './write-catalogue.ts';

export interface CheckedLibrary {
  readonly templates: readonly CatalogueTemplate[];
  /** A line for each fault; empty where all is well. */
  readonly problems: readonly string[];
  /** The cloud-init whose validator was asked; undefined where it was not. */
  readonly validator?: string;
}

/** All templates of a library, by their files alone. */
export async function checkFiles(library: string): Promise<CheckedLibrary> {
  const checked = (await readTemplates(library)).map(checkTemplate);
  return { templates: checked.flatMap(({ template }) => template ?? []), problems: checked.flatMap(linesOf) };
}

/**
 * The same, and where that finds nothing: what cloud-init's own validator says, and whether the catalogue that is
 * committed is of today. So that a slip is told at once, before the validator is fetched.
 */
export async function checkLibrary(
  library: string,
  catalogueFile: string,
  validator: () => Promise<CloudInitValidator>,
): Promise<CheckedLibrary> {
  const { templates, problems } = await checkFiles(library);
  if (problems.length > 0) return { templates, problems };
  const validate = await validator();
  const judged = await Promise.all(templates.map((template) => verdicts(template, validate)));
  const refused = judged.flat().flatMap(({ refusal }) => refusal ?? []);
  const [version] = judged.flat().map((one) => one.version);
  const current = await isCurrent(templates, catalogueFile);
  const stale = 'packages/library/src/catalogue.ts is not what library/ gives now. Run: pnpm library:build';
  const checked = { templates, problems: [...refused, ...(current ? [] : [stale])] };
  return version === undefined ? checked : { ...checked, validator: version };
}

const linesOf = ({ folder, faults }: CheckedTemplate): string[] => faults.map((fault) => describeFault(folder, fault));

function verdicts(
  { manifest, cloud_init }: CatalogueTemplate,
  validate: CloudInitValidator,
): Promise<{ readonly version: string; readonly refusal: string | undefined }[]> {
  return Promise.all(
    manifest.servers.map(async ({ key }) => {
      const { valid, said, version } = await validate(cloud_init[key] ?? '');
      const file = cloudInitFile(manifest.servers, key);
      const problem = `cloud-init's own validator (${version}) refuses it: ${said}`;
      const fault = { file, path: '', problem, remedy: 'Change what it names.' };
      return { version, refusal: valid ? undefined : describeFault(manifest.id, fault) };
    }),
  );
}

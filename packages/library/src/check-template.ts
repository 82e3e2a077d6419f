import type { CatalogueTemplate, TemplateManifest } from '@prego/contracts';
import { catalogueTemplate } from './catalogue-template.ts';
import { checkCloudInit } from './checks/cloud-init.ts';
import { checkFields } from './checks/fields.ts';
import { checkFiles } from './checks/files.ts';
import { checkIcon } from './checks/icon.ts';
import { checkImage } from './checks/image.ts';
import { checkLanguages } from './checks/languages.ts';
import { checkLicences } from './checks/licences.ts';
import { checkNames } from './checks/names.ts';
import { checkOutputs } from './checks/outputs.ts';
import { checkUnused } from './checks/unused.ts';
import { cloudInitFile } from './cloud-init-file.ts';
import { ICON_FILE, type TemplateFault } from './fault.ts';
import { readManifest } from './read-manifest.ts';
import type { TemplateFiles } from './template-files.ts';

export interface CheckedTemplate {
  readonly folder: string;
  /** Undefined where the manifest can't be read. */
  readonly template: CatalogueTemplate | undefined;
  /** Empty where nothing is wrong. */
  readonly faults: readonly TemplateFault[];
}

/** Everything that can be said of a template from its files alone: all faults at once. */
export function checkTemplate(template: TemplateFiles): CheckedTemplate {
  const { folder, files } = template;
  const read = readManifest(template);
  if ('faults' in read) return { folder, template: undefined, faults: read.faults };
  const { manifest } = read;
  const icon = files[ICON_FILE];
  const faults = [
    ...checkFiles(manifest, template),
    ...checkFields(manifest),
    ...checkNames(manifest),
    ...checkOutputs(manifest),
    ...checkLicences(manifest),
    ...checkLanguages(manifest),
    ...checkImage(manifest),
    ...(icon === undefined ? [] : checkIcon(icon)),
    ...checkCloudInits(manifest, files),
  ];
  return { folder, template: catalogueTemplate(manifest, template), faults };
}

function checkCloudInits(manifest: TemplateManifest, files: Readonly<Record<string, string>>): TemplateFault[] {
  const names = manifest.servers.map(({ key }) => cloudInitFile(manifest.servers, key));
  const texts = names.flatMap((file) => files[file] ?? []);
  return [
    ...names.flatMap((file) => (files[file] === undefined ? [] : checkCloudInit(file, files[file], manifest))),
    ...checkUnused(manifest, texts),
  ];
}

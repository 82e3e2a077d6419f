import type { CatalogueTemplate, TemplateManifest } from '@prego/contracts';
import { cloudInitFile } from './cloud-init-file.ts';
import { ICON_FILE } from './fault.ts';
import type { TemplateFiles } from './template-files.ts';

/** A checked template as the catalogue has it. */
export function catalogueTemplate(manifest: TemplateManifest, { files }: TemplateFiles): CatalogueTemplate {
  const icon = files[ICON_FILE] ?? '';
  const cloud_init = Object.fromEntries(
    manifest.servers.map(({ key }) => [key, files[cloudInitFile(manifest.servers, key)] ?? '']),
  );
  return { manifest, icon, cloud_init };
}

import type { CatalogueTemplate } from '@prego/contracts';

/**
 * The text of `catalogue.ts`. Plain values, so that the Worker that bundles it neither parses YAML nor loads a schema
 * for it.
 */
export function renderCatalogue(templates: readonly CatalogueTemplate[]): string {
  return `// Made from library/ by \`pnpm library:build\`: change the templates, not this file.
import type { CatalogueTemplate } from '@prego/contracts';

/** All templates that can be provisioned from, in the order of their ids. */
export const CATALOGUE: readonly CatalogueTemplate[] = ${JSON.stringify(templates, null, 2)};
`;
}

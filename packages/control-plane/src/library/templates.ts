import type { CatalogueTemplate } from '@prego/contracts';
import { CATALOGUE } from '@prego/library';
import { ApiError } from '../api-error.ts';

/** A template of the catalogue by its id. Throws `template_not_found`. */
export function templateOf(id: string): CatalogueTemplate {
  const template = CATALOGUE.find(({ manifest }) => manifest.id === id);
  if (!template) throw new ApiError('template_not_found', `The library has no template ${id}.`);
  return template;
}

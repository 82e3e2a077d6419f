import type { TemplateCategory } from '@prego/contracts';
import { oneOf, textOf } from '../../../plain-search.ts';

export const TEMPLATE_CATEGORIES = [
  'platform',
  'database',
  'development',
  'collaboration',
  'monitoring',
  'other',
] as const satisfies readonly TemplateCategory[];

/** What the address of the library says. Absent: all templates. */
export interface CatalogueSearch {
  q?: string;
  category?: TemplateCategory;
}

export function catalogueSearch(raw: Record<string, unknown>): CatalogueSearch {
  const q = textOf(raw.q);
  const category = oneOf(TEMPLATE_CATEGORIES, raw.category);
  return { ...(q && { q }), ...(category && { category }) };
}

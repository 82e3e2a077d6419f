import type { TemplateCategory, TemplateSummary } from '@prego/contracts';
import { hasWordsOf } from '../../../plain-words.ts';

type Searched = Pick<TemplateSummary, 'id' | 'name' | 'summary' | 'keywords' | 'category'>;

/**
 * The templates in whose id, name, summary or keywords every word of the text stands, in either language; those that it
 * finds in their name come first. An empty text finds all, in their order.
 */
export function matchingTemplates<Template extends Searched>(templates: readonly Template[], text: string): Template[] {
  const hasWords = hasWordsOf(text);
  const found = templates.filter((template) =>
    hasWords([...named(template), ...texts(template.summary), ...template.keywords].join('\n')),
  );
  const isNamed = (template: Template) => hasWords(named(template).join('\n'));
  return [...found.filter(isNamed), ...found.filter((template) => !isNamed(template))];
}

/** How many templates each category has, in the order of `order`; only those that have some. */
export function categoryCounts(
  templates: readonly Pick<TemplateSummary, 'category'>[],
  order: readonly TemplateCategory[],
): { readonly category: TemplateCategory; readonly count: number }[] {
  return order
    .map((category) => ({ category, count: templates.filter((one) => one.category === category).length }))
    .filter(({ count }) => count > 0);
}

const texts = ({ en, ko }: Searched['name']): string[] => [en, ko];
const named = ({ id, name }: Searched): string[] => [id, ...texts(name)];

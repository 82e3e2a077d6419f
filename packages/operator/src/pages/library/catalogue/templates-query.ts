import type { TemplateSummary } from '@prego/contracts';
import { queryOptions } from '@tanstack/react-query';
import { api, bodyOf } from '../../../api/client.ts';

/** All templates, by name, with from what on they cost by the last inventory. */
export const TEMPLATES_QUERY = queryOptions({
  queryKey: ['library', 'templates'],
  queryFn: async ({ signal }): Promise<readonly TemplateSummary[]> =>
    (await bodyOf(api.GET('/internal/library/templates', { signal }))).items,
});

import type { TemplateDetail } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { useLive } from '../../../live/use-live.ts';

/** One template, with whether what it needs is there: by an inventory that automation reports again and again. */
export const useTemplate = (template: string) =>
  useLive<TemplateDetail>({
    key: ['library', 'template', template],
    read: (signal) =>
      bodyOf(api.GET('/internal/library/templates/{template}', { params: { path: { template } }, signal })),
    moves: () => false,
  });

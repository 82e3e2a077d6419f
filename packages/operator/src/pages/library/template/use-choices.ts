import type { LibraryChoices } from '@prego/contracts';
import { api, bodyOf } from '../../../api/client.ts';
import { useLive } from '../../../live/use-live.ts';

/** What can be chosen for a template, with prices, by the last inventory. */
export const useChoices = (template: string) =>
  useLive<LibraryChoices>({
    key: ['library', 'choices', template],
    read: (signal) =>
      bodyOf(api.GET('/internal/library/templates/{template}/choices', { params: { path: { template } }, signal })),
    moves: () => false,
  });

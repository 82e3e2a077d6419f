import { parseAccept } from 'hono/utils/accept';
import type { Language } from '../story/launch-view.ts';

/** The language of ours that an Accept-Language header likes best; English where it names none (RFC 9110, 12.5.4). */
export function languageOf(header: string | undefined): Language {
  for (const { type, q } of parseAccept(header ?? '')) {
    const [primary] = type.toLowerCase().split('-');
    if (q > 0 && (primary === 'en' || primary === 'ko')) return primary;
  }
  return 'en';
}

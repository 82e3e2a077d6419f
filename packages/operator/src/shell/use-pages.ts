import { useWords } from '../i18n/language.tsx';
import type { Product } from './product-at.ts';
import { SHELL_WORDS } from './shell-words.ts';

/** The pages of each product with their names, in the order of the navigation. */
export function usePages() {
  const words = useWords(SHELL_WORDS);
  return {
    operations: [
      { to: '/cp/tenant', label: words.tenants },
      { to: '/cp/provision-trace', label: words.trace },
      { to: '/cp/onboarding', label: words.onboarding },
      { to: '/cp/infra', label: words.infra },
      { to: '/cp/placement', label: words.placement },
      { to: '/cp/keys', label: words.keys },
      { to: '/cp/errors', label: words.errors },
    ],
    library: [
      { to: '/library', label: words.templates },
      { to: '/library/provisionings', label: words.provisionings },
      { to: '/library/history', label: words.history },
    ],
  } as const satisfies Record<Product, readonly { to: string; label: string }[]>;
}

import type { ProvisioningStatus } from '@prego/contracts';
import { defineWords } from '../../i18n/language.tsx';

/** Of a return it is told when it ended, not how long it took. */
type OfExecution = Readonly<
  Record<Exclude<ProvisioningStatus, 'returning' | 'returned' | 'return_failed'>, (took: string) => string>
>;

/** How long something took, or has taken by now. */
export const EXECUTION_WORDS = defineWords({
  en: {
    took: {
      provisioning: (took: string) => `running for ${took}`,
      provisioned: (took: string) => `took ${took}`,
      provision_failed: (took: string) => `failed after ${took}`,
    } satisfies OfExecution as OfExecution,
    returning: 'return under way',
    returned: 'returned',
    return_failed: 'return failed',
  },
  ko: {
    took: {
      provisioning: (took: string) => `${took} 동안 진행 중`,
      provisioned: (took: string) => `${took} 걸림`,
      provision_failed: (took: string) => `${took} 후 실패`,
    } satisfies OfExecution as OfExecution,
    returning: '반납 진행 중',
    returned: '반납 완료',
    return_failed: '반납 실패',
  },
});

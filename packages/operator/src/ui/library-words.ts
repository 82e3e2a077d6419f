import type { LibraryEventKind, LibraryResource, ProvisioningStatus } from '@prego/contracts';
import { defineWords } from '../i18n/language.tsx';

type OfStatus = Readonly<Record<ProvisioningStatus, string>>;
type OfEvent = Readonly<Record<LibraryEventKind, string>>;
type OfResource = Readonly<Record<LibraryResource['kind'], string>>;

/** The library's closed sets, as people read them, and who did something. */
export const LIBRARY_WORDS = defineWords({
  en: {
    status: {
      provisioning: 'Provisioning',
      provisioned: 'Provisioned',
      provision_failed: 'Provisioning failed',
      returning: 'Returning',
      returned: 'Returned',
      return_failed: 'Return failed',
    } satisfies OfStatus as OfStatus,
    event: {
      provisioning_executed: 'Provisioning executed',
      provisioning_failed: 'Provisioning failed',
      provisioning_completed: 'Provisioning completed',
      return_executed: 'Resource return executed',
      return_failed: 'Resource return failed',
      return_completed: 'Resource return completed',
      status_deleted: 'Provisioning status deleted',
    } satisfies OfEvent as OfEvent,
    resource: {
      server: 'Server',
      volume: 'Volume',
      firewall: 'Firewall',
      primary_ip: 'Public address',
    } satisfies OfResource as OfResource,
    actor: { main: 'Main key', run: 'Its run' },
    hour: (price: string) => `${price} an hour`,
    month: (price: string) => `${price} a month`,
    unknownPrice: 'not known',
    nothingBilled: 'nothing billed',
  },
  ko: {
    status: {
      provisioning: '프로비저닝 중',
      provisioned: '프로비저닝 완료',
      provision_failed: '프로비저닝 실패',
      returning: '반납 중',
      returned: '반납 완료',
      return_failed: '반납 실패',
    } satisfies OfStatus as OfStatus,
    event: {
      provisioning_executed: '프로비저닝 실행',
      provisioning_failed: '프로비저닝 실패',
      provisioning_completed: '프로비저닝 완료',
      return_executed: '리소스 반납 실행',
      return_failed: '리소스 반납 실패',
      return_completed: '리소스 반납 완료',
      status_deleted: '프로비저닝 상태 삭제',
    } satisfies OfEvent as OfEvent,
    resource: {
      server: '서버',
      volume: '볼륨',
      firewall: '방화벽',
      primary_ip: '공인 주소',
    } satisfies OfResource as OfResource,
    actor: { main: '메인 키', run: '작업의 실행' },
    hour: (price: string) => `시간당 ${price}`,
    month: (price: string) => `월 ${price}`,
    unknownPrice: '알 수 없음',
    nothingBilled: '청구되는 비용 없음',
  },
});

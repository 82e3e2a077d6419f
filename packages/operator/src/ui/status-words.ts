import { defineWords } from '../i18n/language.tsx';

/** The closed sets of contracts, as people read them. */
export const STATUS_WORDS = defineWords({
  en: {
    job: {
      queued: 'Queued',
      waiting: 'Waiting',
      dispatching: 'Dispatching',
      dispatched: 'Dispatched',
      running: 'Running',
      completed: 'Completed',
      failed: 'Failed',
      cancelled: 'Cancelled',
    },
    kind: {
      provision: 'Provision',
      return: 'Return',
      library_provision: 'Library provision',
      library_return: 'Library return',
      retire_node: 'Retire node',
    },
    tenant: {
      provisioning: 'Provisioning',
      active: 'Active',
      returning: 'Returning',
      returned: 'Returned',
      failed: 'Failed',
    },
    node: {
      provisioning: 'Provisioning',
      ready: 'Ready',
      cordoned: 'Cordoned',
      draining: 'Draining',
      retired: 'Retired',
      failed: 'Failed',
    },
    step: { pending: 'Pending', started: 'Under way', done: 'Done', skipped: 'Skipped', failed: 'Failed' },
    tier: { free: 'Free', basic: 'Basic', professional: 'Professional', enterprise: 'Enterprise' },
    region: { sg: 'Singapore', us: 'United States', eu: 'Europe' },
  },
  ko: {
    job: {
      queued: '대기열',
      waiting: '대기 중',
      dispatching: '전달 중',
      dispatched: '전달됨',
      running: '실행 중',
      completed: '완료',
      failed: '실패',
      cancelled: '취소됨',
    },
    kind: {
      provision: '프로비저닝',
      return: '반납',
      library_provision: '라이브러리 프로비저닝',
      library_return: '라이브러리 반납',
      retire_node: '노드 폐기',
    },
    tenant: {
      provisioning: '프로비저닝 중',
      active: '사용 중',
      returning: '반납 중',
      returned: '반납됨',
      failed: '실패',
    },
    node: {
      provisioning: '프로비저닝 중',
      ready: '준비됨',
      cordoned: '차단됨',
      draining: '비우는 중',
      retired: '폐기됨',
      failed: '실패',
    },
    step: { pending: '대기', started: '진행 중', done: '완료', skipped: '건너뜀', failed: '실패' },
    tier: { free: '무료', basic: '베이직', professional: '프로페셔널', enterprise: '엔터프라이즈' },
    region: { sg: '싱가포르', us: '미국', eu: '유럽' },
  },
});

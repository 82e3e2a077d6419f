import { defineWords } from '../i18n/language.tsx';

/** Onboarding's five steps and their states, as people read them. */
export const ONBOARDING_WORDS = defineWords({
  en: {
    label: 'Onboarding steps',
    step: {
      tenant_record: 'Tenant record',
      provision_job: 'Provision job',
      infrastructure: 'Infrastructure',
      tenant_dns: 'Tenant DNS',
      callback: 'Callback',
    },
    state: { pending: 'Pending', done: 'Done', failed: 'Failed' },
  },
  ko: {
    label: '온보딩 단계',
    step: {
      tenant_record: '테넌트 등록',
      provision_job: '프로비저닝 작업',
      infrastructure: '인프라',
      tenant_dns: '테넌트 DNS',
      callback: '완료 보고',
    },
    state: { pending: '대기', done: '완료', failed: '실패' },
  },
});

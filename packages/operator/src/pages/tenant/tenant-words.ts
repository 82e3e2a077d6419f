import { defineWords } from '../../i18n/language.tsx';

/** What the directory and a tenant's screen both say. */
export const TENANT_WORDS = defineWords({
  en: {
    tenant: 'Tenant',
    hostname: 'Host name',
    slug: 'Slug',
    status: 'Status',
    planTier: 'Tier',
    region: 'Region',
    created: 'Created',
    enqueue: 'Enqueue a tenant',
  },
  ko: {
    tenant: '테넌트',
    hostname: '호스트 이름',
    slug: '슬러그',
    status: '상태',
    planTier: '요금제',
    region: '리전',
    created: '생성',
    enqueue: '테넌트 등록',
  },
});

import { defineWords } from '../i18n/language.tsx';

export const PALETTE_WORDS = defineWords({
  en: {
    label: 'Jump to a tenant, job, node, trace, provisioning, template or page',
    placeholder: 'Paste an id, or type a tenant, provisioning, template or page…',
    searching: 'Searching…',
    nothing:
      'Nothing is found. Paste an id, the beginning of a tenant’s id, slug or host name, or part of the name of a provisioning or template.',
    failed: 'Not all names could be searched. Ids and pages still work.',
    kinds: {
      job: 'Job',
      trace: 'Trace',
      node: 'Node',
      decision: 'Decision',
      tenant: 'Tenant',
      provisioning: 'Provisioning',
      template: 'Template',
      page: 'Page',
    },
  },
  ko: {
    label: '테넌트, 작업, 노드, 추적, 프로비저닝, 템플릿, 페이지로 바로 가기',
    placeholder: 'ID를 붙여 넣거나 테넌트·프로비저닝·템플릿·페이지 이름을 입력해 주세요…',
    searching: '검색 중…',
    nothing:
      '일치하는 항목이 없습니다. ID, 테넌트 ID·슬러그·호스트 이름의 앞부분, 프로비저닝이나 템플릿 이름의 일부를 입력해 주세요.',
    failed: '일부 이름을 검색하지 못했습니다. ID와 페이지는 사용할 수 있습니다.',
    kinds: {
      job: '작업',
      trace: '추적',
      node: '노드',
      decision: '결정',
      tenant: '테넌트',
      provisioning: '프로비저닝',
      template: '템플릿',
      page: '페이지',
    },
  },
});

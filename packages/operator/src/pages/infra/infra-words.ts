import { defineWords } from '../../i18n/language.tsx';

export const INFRA_WORDS = defineWords({
  en: {
    title: 'Infra',
    tabs: 'Parts of Infra',
    tab: {
      jobs: 'Provision jobs',
      nodes: 'Nodes',
      trace: 'Raw trace',
      orphans: 'Orphans and drift',
      dispatch: 'Dispatch',
    },
    sub: {
      jobs: 'Every piece of work, what failed first.',
      nodes: 'The servers that we know: whether they report, who lives there, what room they have.',
      trace: 'The rows of one trace as they are stored.',
      orphans: 'What is billed and belongs to nothing, and what is not as its stack says.',
      dispatch: 'Whether jobs are sent to GitHub now.',
    },
  },
  ko: {
    title: '인프라',
    tabs: '인프라 화면',
    tab: {
      jobs: '프로비저닝 작업',
      nodes: '노드',
      trace: '원본 추적',
      orphans: '고아 리소스·드리프트',
      dispatch: '디스패치',
    },
    sub: {
      jobs: '모든 작업을 실패한 것부터 보여 드립니다.',
      nodes: '등록된 서버의 보고 상태, 입주 테넌트, 여유를 보여 드립니다.',
      trace: '한 추적의 행을 저장된 그대로 보여 드립니다.',
      orphans: '어디에도 속하지 않지만 요금이 나가는 리소스와 스택과 다른 리소스를 보여 드립니다.',
      dispatch: '지금 작업을 GitHub으로 보내는지 보여 드립니다.',
    },
  },
});

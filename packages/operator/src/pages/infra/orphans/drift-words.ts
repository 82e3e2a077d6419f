import { defineWords } from '../../../i18n/language.tsx';

export const DRIFT_WORDS = defineWords({
  en: {
    title: 'Drift by stack',
    sub: 'Whether the cloud is as each stack’s state says.',
    drift: 'Drift',
    filters: 'Filters of drift',
    status: 'Status',
    all: 'All',
    statuses: { failed: 'Not looked at', drifted: 'Drifted', in_sync: 'In sync' },
    onlyStack: (stack: string) => `Only stack ${stack}`,
    clear: 'Show all',
    stacks: (count: string, status: string) => `${status}: ${count}`,
    moreStacks: (count: string, status: string) => `${status}: more than ${count}`,
    changes: (count: string) => `${count} differences`,
    seen: 'seen',
    old: 'Old',
    cost: (hour: string) => `its drifted servers cost ${hour} an hour`,
    none: 'No stack has this status.',
    neverLooked: 'Nobody has looked yet. The drift workflow (drift.yml) looks every night. To have it look now:',
    oldTodo:
      'The drift workflow (drift.yml) looks every night, and has not seen this stack since. To have it look now:',
    again: 'Then look again:',
    todo: {
      gone: 'Tenants of a server that is gone have to be placed anew: mark its node as failed, return them, and retire it. A run of the stack mends the rest.',
      changed:
        'The next run of the stack takes back what was changed by hand, except a type, place or image of a server: if it is to stay, change the program.',
      failed: 'Mend what the message says.',
    },
    head: { resource: 'Resource', kind: 'Kind', what: 'What', properties: 'Properties', hour: 'An hour' },
    change: { update: 'differs', delete: 'is gone', create: 'is missing', replace: 'would be replaced' } as Record<
      string,
      string
    >,
    more: (count: string) => `${count} more`,
  },
  ko: {
    title: '스택별 드리프트',
    sub: '클라우드가 스택의 상태 파일과 같은지 보여 드립니다.',
    drift: '드리프트',
    filters: '드리프트 필터',
    status: '상태',
    all: '전체',
    statuses: { failed: '확인 실패', drifted: '다름', in_sync: '일치' },
    onlyStack: (stack: string) => `스택 ${stack}만 표시`,
    clear: '모두 보기',
    stacks: (count: string, status: string) => `${status}: ${count}개`,
    moreStacks: (count: string, status: string) => `${status}: ${count}개 이상`,
    changes: (count: string) => `차이 ${count}개`,
    seen: '확인',
    old: '오래됨',
    cost: (hour: string) => `달라진 서버의 비용은 시간당 ${hour}`,
    none: '이 상태의 스택이 없습니다.',
    neverLooked: '아직 확인한 적이 없습니다. drift 워크플로(drift.yml)가 매일 밤 확인합니다. 지금 확인하려면:',
    oldTodo: 'drift 워크플로(drift.yml)는 매일 밤 확인하는데 그 뒤로 이 스택을 확인하지 않았습니다. 지금 확인하려면:',
    again: '그다음 다시 확인해 주세요:',
    todo: {
      gone: '없어진 서버의 테넌트는 새로 배치해야 합니다. 노드를 실패로 표시하고 테넌트를 반납한 뒤 폐기해 주세요. 나머지는 스택을 실행하면 고쳐집니다.',
      changed:
        '손으로 바꾼 것은 스택의 다음 실행이 되돌립니다. 서버의 유형, 위치, 이미지는 예외입니다. 유지하려면 프로그램을 바꿔 주세요.',
      failed: '메시지에 나온 문제를 해결해 주세요.',
    },
    head: { resource: '리소스', kind: '종류', what: '차이', properties: '속성', hour: '시간당' },
    change: { update: '다름', delete: '없어짐', create: '빠짐', replace: '교체 대상' } as Record<string, string>,
    more: (count: string) => `외 ${count}개`,
  },
});

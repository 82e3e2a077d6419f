import { defineWords } from '../../../i18n/language.tsx';

/** What the actions on a node are called, what they do, and what has come of them. */
export const ACTION_WORDS = defineWords({
  en: {
    press: { cordon: 'Cordon…', uncordon: 'Uncordon…', drain: 'Drain…', fail: 'Mark as failed…', retire: 'Retire…' },
    confirm: { cordon: 'Cordon', uncordon: 'Uncordon', drain: 'Drain', fail: 'Mark as failed', retire: 'Retire' },
    title: {
      cordon: (node: string) => `Cordon ${node}?`,
      uncordon: (node: string) => `Uncordon ${node}?`,
      drain: (node: string) => `Drain ${node}?`,
      fail: (node: string) => `Mark ${node} as failed?`,
      retire: (node: string) => `Retire ${node}?`,
    },
    what: {
      cordon: 'New tenants are placed on other nodes. Who lives here stays and goes on working. It can be undone.',
      uncordon: 'New tenants may be placed here again, as far as seats and load allow.',
      drain:
        'New tenants are placed on other nodes, so that this one can be emptied and retired. Nobody is moved: return its tenants one by one.',
      fail: 'Those who wait for it are decided again, on another node or a new one. Who lives here is not moved. Only a retry of its own job brings it back.',
    },
    done: {
      cordon: (node: string) => `${node} is cordoned`,
      uncordon: (node: string) => `${node} takes tenants again`,
      drain: (node: string) => `${node} drains`,
      fail: (node: string) => `${node} is marked as failed`,
      retire: (node: string, job: string) => `${node} is being retired by ${job}`,
    },
    retiring: (node: string) => `${node} is being retired. Its job:`,
    retired: (node: string) => `${node} is retired: its server is gone. Its job:`,
    notRetired: (node: string) => `${node} is not retired. Retry its job, or look why:`,
    reason: 'Reason (shown in the console, kept in the audit)',
    holds: (tenants: number, reservations: number) =>
      `It has ${tenants === 1 ? '1 tenant' : `${tenants} tenants`} and ${reservations === 1 ? '1 reservation' : `${reservations} reservations`}.`,
    retireWhat: 'Its server is destroyed by a job, and no longer billed. This can not be undone.',
    inUse: 'It is not empty, so it can not be retired. On it are:',
    inUseTodo: 'Return these tenants first. Until then, drain it so that nobody moves in.',
    more: (count: number) => `and ${count} more`,
    drainInstead: 'Drain instead',
    close: 'Close',
    openJob: 'Open the job that made it',
    openTenant: 'Open its tenant',
    openDrift: 'Open drift of its stack',
  },
  ko: {
    press: { cordon: '차단…', uncordon: '차단 해제…', drain: '비우기…', fail: '실패로 표시…', retire: '폐기…' },
    confirm: { cordon: '차단', uncordon: '차단 해제', drain: '비우기', fail: '실패로 표시', retire: '폐기' },
    title: {
      cordon: (node: string) => `${node} 노드를 차단할까요?`,
      uncordon: (node: string) => `${node} 노드의 차단을 해제할까요?`,
      drain: (node: string) => `${node} 노드를 비울까요?`,
      fail: (node: string) => `${node} 노드를 실패로 표시할까요?`,
      retire: (node: string) => `${node} 노드를 폐기할까요?`,
    },
    what: {
      cordon: '새 테넌트는 다른 노드에 배치됩니다. 이미 있는 테넌트는 그대로 동작합니다. 되돌릴 수 있습니다.',
      uncordon: '자리와 부하가 허용하는 만큼 새 테넌트를 다시 배치할 수 있습니다.',
      drain:
        '비우고 폐기할 수 있도록 새 테넌트를 다른 노드에 배치합니다. 테넌트를 옮기지는 않습니다. 하나씩 반납해 주세요.',
      fail: '이 노드를 기다리던 테넌트는 다른 노드나 새 노드로 다시 결정됩니다. 이미 있는 테넌트는 옮기지 않습니다. 이 노드의 작업을 재시도해야만 되돌아옵니다.',
    },
    done: {
      cordon: (node: string) => `${node} 노드를 차단했습니다`,
      uncordon: (node: string) => `${node} 노드가 다시 테넌트를 받습니다`,
      drain: (node: string) => `${node} 노드를 비우는 중입니다`,
      fail: (node: string) => `${node} 노드를 실패로 표시했습니다`,
      retire: (node: string, job: string) => `${job} 작업이 ${node} 노드를 폐기하고 있습니다`,
    },
    retiring: (node: string) => `${node} 노드를 폐기하고 있습니다. 작업:`,
    retired: (node: string) => `${node} 노드를 폐기했습니다. 서버가 삭제되었습니다. 작업:`,
    notRetired: (node: string) => `${node} 노드를 폐기하지 못했습니다. 작업을 다시 시도하거나 원인을 확인하세요:`,
    reason: '사유 (콘솔에 표시되고 감사 기록에 남습니다)',
    holds: (tenants: number, reservations: number) => `테넌트 ${tenants}개와 예약 ${reservations}개가 있습니다.`,
    retireWhat: '작업이 서버를 삭제하며 요금이 더 이상 나가지 않습니다. 되돌릴 수 없습니다.',
    inUse: '비어 있지 않아 폐기할 수 없습니다. 현재 있는 테넌트:',
    inUseTodo: '먼저 이 테넌트들을 반납해 주세요. 그동안 새 테넌트가 들어오지 않도록 비우기를 시작해 주세요.',
    more: (count: number) => `외 ${count}개`,
    drainInstead: '대신 비우기',
    close: '닫기',
    openJob: '노드를 만든 작업 열기',
    openTenant: '테넌트 열기',
    openDrift: '스택의 드리프트 열기',
  },
});

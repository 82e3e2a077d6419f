import { defineWords } from '../../../i18n/language.tsx';

/** What the keys do while a row of the jobs has the focus. */
export const KEYS_WORDS = defineWords({
  en: {
    title: 'Keyboard',
    what: {
      move: 'move through the rows',
      ends: 'first, last loaded row',
      open: 'open in Provision trace',
      trace: 'copy the trace id',
      job: 'copy the job id',
      pick: 'select or unselect a failed job',
      retry: 'retry (asks first where something is destroyed)',
      cancel: 'cancel (asks first)',
    },
  },
  ko: {
    title: '키보드',
    what: {
      move: '행 이동',
      ends: '첫 행, 불러온 마지막 행',
      open: '프로비저닝 추적에서 열기',
      trace: '추적 ID 복사',
      job: '작업 ID 복사',
      pick: '실패한 작업 선택·해제',
      retry: '재시도(삭제하는 작업은 먼저 확인)',
      cancel: '취소(먼저 확인)',
    },
  },
});

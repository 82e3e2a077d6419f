import { defineWords } from '../../../i18n/language.tsx';
import type { Refusal } from './refusal.ts';

type OfRefusal = Readonly<Record<Refusal, string>>;

/** What may be asked for, what that does, and what came of it. */
export const ACT_WORDS = defineWords({
  en: {
    label: 'Actions',
    retry: 'Retry',
    retried: (attempt: number) => `Attempt ${attempt} is on its way.`,
    runAgain: 'Run again with other choices',
    giveBack: 'Return resources…',
    giveBackAgain: 'Return again…',
    returnTitle: (name: string) => `Return the resources of ${name}?`,
    returnHelp: 'All of this is destroyed, with the data on it. It does not come back.',
    returnHelpFree: 'This is destroyed. It holds no data and costs nothing.',
    returnNothing: 'Nothing is known to be there. What a run may have left is looked for, and destroyed.',
    returnWhat: 'What will be destroyed',
    returnSaves: (price: string) => `Saves ${price}, net.`,
    returnCost: (cost: string) => `It has cost ${cost} so far.`,
    returnConfirm: 'Return resources',
    returnBegun: 'The return has begun.',
    returnAlready: 'It is being returned already; nothing was begun twice.',
    returnDone: 'It is returned already; nothing was begun twice.',
    remove: 'Delete provisioning status…',
    removeTitle: (name: string) => `Delete the status of ${name}?`,
    removeHelp: 'It leaves the list. The history keeps its events, and its logs as long as logs are kept.',
    removeWhat: 'What is still there',
    removeLeft:
      'Its return has failed. This is still there, as far as is known; what has a price is billed until somebody deletes it:',
    removeLeftNone: 'Its return has failed, but nothing is known to be left.',
    removeAfter:
      'Keep the commands: this list goes with the status. The logs in the history name it for 15 days; of servers and volumes Infra, Orphans does too.',
    removeConfirm: 'Delete status',
    removed: (name: string) => `The status of ${name} was deleted.`,
    refusal: {
      name_mismatch: 'This is not its name, so nothing was done. Type the name exactly as it is shown.',
      move_refused:
        'It is in another status by now, and this is not possible from there. Look at its status and begin again.',
      job_active: 'A run of it is under way. Wait for its end, or cancel the job in the provision trace.',
      conflict: 'Somebody else changed it at the same moment, so nothing was done. Look at its status and begin again.',
      provisioning_not_found: 'It is not on the list any more: its status is deleted already.',
      forbidden: 'Your key may not do this. Ask for one that may.',
    } satisfies OfRefusal as OfRefusal,
  },
  ko: {
    label: '할 수 있는 일',
    retry: '재시도',
    retried: (attempt: number) => `${attempt}번째 시도를 시작합니다.`,
    runAgain: '다른 선택으로 다시 실행',
    giveBack: '리소스 반납…',
    giveBackAgain: '다시 반납…',
    returnTitle: (name: string) => `${name}의 리소스를 반납할까요?`,
    returnHelp: '아래 리소스가 데이터와 함께 모두 삭제되며 되돌릴 수 없습니다.',
    returnHelpFree: '아래 리소스가 삭제됩니다. 데이터가 없고 비용도 들지 않습니다.',
    returnNothing: '알려진 리소스가 없습니다. 실행이 남겼을 수 있는 것을 찾아 삭제합니다.',
    returnWhat: '삭제될 리소스',
    returnSaves: (price: string) => `이후 ${price}(세금 별도) 비용이 청구되지 않습니다.`,
    returnCost: (cost: string) => `현재까지 비용은 ${cost}입니다.`,
    returnConfirm: '리소스 반납',
    returnBegun: '반납을 시작했습니다.',
    returnAlready: '이미 반납 중이며, 중복 실행되지 않았습니다.',
    returnDone: '이미 반납되었으며, 중복 실행되지 않았습니다.',
    remove: '프로비저닝 상태 삭제…',
    removeTitle: (name: string) => `${name}의 상태를 삭제할까요?`,
    removeHelp: '목록에서 사라집니다. 이벤트는 이력에 남고, 로그는 보관 기간 동안 남습니다.',
    removeWhat: '아직 남은 리소스',
    removeLeft:
      '반납이 실패했습니다. 알려진 바로는 아래 리소스가 아직 남아 있으며, 가격이 있는 것은 직접 삭제할 때까지 비용이 청구됩니다.',
    removeLeftNone: '반납이 실패했지만, 남은 것으로 알려진 리소스는 없습니다.',
    removeAfter:
      '명령을 보관해 주세요. 이 목록은 상태와 함께 사라집니다. 이후 15일 동안은 이력의 로그에서, 서버와 볼륨은 인프라의 고아 리소스에서도 확인할 수 있습니다.',
    removeConfirm: '상태 삭제',
    removed: (name: string) => `${name}의 상태를 삭제했습니다.`,
    refusal: {
      name_mismatch: '이름이 일치하지 않아 실행하지 않았습니다. 표시된 이름을 정확히 입력해 주세요.',
      move_refused: '그 사이 상태가 바뀌어 실행할 수 없습니다. 상태를 확인한 뒤 다시 시작해 주세요.',
      job_active: '진행 중인 실행이 있습니다. 끝날 때까지 기다리거나 프로비저닝 추적에서 작업을 취소해 주세요.',
      conflict: '같은 순간에 다른 사람이 변경하여 실행하지 않았습니다. 상태를 확인한 뒤 다시 시작해 주세요.',
      provisioning_not_found: '목록에 더 이상 없습니다. 상태가 이미 삭제되었습니다.',
      forbidden: '이 키로는 할 수 없습니다. 권한이 있는 키를 요청해 주세요.',
    } satisfies OfRefusal as OfRefusal,
  },
});

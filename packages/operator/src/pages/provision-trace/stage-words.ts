import { defineWords } from '../../i18n/language.tsx';

type Stage =
  | 'dispatch'
  | `library.${'stack' | 'resources'}`
  | `return.${'stack' | 'proof' | 'record'}`
  | `engine.waiting.${'api_budget' | 'stack_lock'}`;
/** As Pulumi's provider of Hetzner calls them. */
type Kind =
  | 'Server'
  | 'ServerNetwork'
  | 'Volume'
  | 'Firewall'
  | 'Network'
  | 'NetworkSubnet'
  | 'PlacementGroup'
  | 'DnsRecord';

/** What the run's own stages are called: those of jobs that have no lines for a customer, and what the engine tells of a stack. */
export interface StageWords {
  readonly stage: Readonly<Record<string, string>>;
  readonly resource: Readonly<Record<string, string>>;
  /** An offer that Hetzner refused, by the code; the next one is tried for both (stacks' up.ts). */
  readonly refused: Readonly<Record<string, (serverType: string, location: string) => string>>;
}

export const STAGE_WORDS = defineWords({
  en: {
    stage: {
      dispatch: 'Start the run',
      'library.stack': 'Make the resources',
      'library.resources': 'Look at what is there',
      'return.stack': 'Destroy the resources',
      'return.proof': 'Prove that nothing billed is left',
      'return.record': 'Delete the DNS record',
      'engine.waiting.api_budget': 'Wait: few API requests are left this hour',
      'engine.waiting.stack_lock': 'Wait for another run’s lock of the stack',
    } satisfies Record<Stage, string>,
    resource: {
      Server: 'Server',
      ServerNetwork: 'Network attachment',
      Volume: 'Volume',
      Firewall: 'Firewall',
      Network: 'Network',
      NetworkSubnet: 'Subnet',
      PlacementGroup: 'Placement group',
      DnsRecord: 'DNS record',
    } satisfies Record<Kind, string>,
    refused: {
      capacity_unavailable: (serverType, location) => `No room: ${serverType} in ${location}`,
      type_not_in_location: (serverType, location) => `Not sold: ${serverType} in ${location}`,
    },
  } as StageWords,
  ko: {
    stage: {
      dispatch: '실행 시작',
      'library.stack': '리소스 생성',
      'library.resources': '생성된 리소스 확인',
      'return.stack': '리소스 삭제',
      'return.proof': '비용이 청구되는 리소스가 없는지 확인',
      'return.record': 'DNS 레코드 삭제',
      'engine.waiting.api_budget': '대기: 이번 시간의 남은 API 요청이 적음',
      'engine.waiting.stack_lock': '다른 실행의 스택 잠금 대기',
    } satisfies Record<Stage, string>,
    resource: {
      Server: '서버',
      ServerNetwork: '네트워크 연결',
      Volume: '볼륨',
      Firewall: '방화벽',
      Network: '네트워크',
      NetworkSubnet: '서브넷',
      PlacementGroup: '배치 그룹',
      DnsRecord: 'DNS 레코드',
    } satisfies Record<Kind, string>,
    refused: {
      capacity_unavailable: (serverType, location) => `자리 없음: ${location}의 ${serverType}`,
      type_not_in_location: (serverType, location) => `판매하지 않음: ${location}의 ${serverType}`,
    },
  } as StageWords,
});

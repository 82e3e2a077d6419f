import { defineWords } from '../../../i18n/language.tsx';

export const DIRECTORY_WORDS = defineWords({
  en: {
    title: 'Tenants',
    directory: 'Directory',
    search: 'Id, slug or host name begins with',
    searchHint: '/ jumps here · Enter opens a single hit · ↓ goes to the rows',
    anyStatus: 'Any status',
    found: (rows: string, more: boolean) =>
      more ? `${rows} shown, more below` : rows === '1' ? '1 tenant' : `${rows} tenants`,
    several: (rows: string) => `${rows} tenants begin like this. Go on typing, or choose one with the arrow keys.`,
    none: (q: string) => `No tenant’s id, slug or host name begins with “${q}”. Ids are case-sensitive.`,
    noneInStatus: 'No tenant is in this status.',
    empty: 'There are no tenants yet. Enqueue the first one, or wait for a sign-up.',
    showAll: 'Show all tenants',
    leadsTo: {
      job: 'This is a job: open its provision trace',
      trace: 'This is a trace: open it',
      node: 'This is a node: open it',
      decision: 'This is a decision: replay it',
      provisioning: 'This is a provisioning of the library: open it',
      tenant: 'Open this tenant',
    },
    unknown: 'There is no such tenant',
    unknownHelp: (id: string) =>
      `No tenant has the id “${id}”. Below are those whose id, slug or host name begins like it; ids are case-sensitive.`,
  },
  ko: {
    title: '테넌트',
    directory: '목록',
    search: 'ID, 슬러그 또는 호스트 이름의 앞부분',
    searchHint: '/ 키로 이동 · 결과가 하나면 Enter로 열기 · ↓ 키로 목록 이동',
    anyStatus: '모든 상태',
    found: (rows: string, more: boolean) => (more ? `${rows}개 표시, 아래에 더 있음` : `테넌트 ${rows}개`),
    several: (rows: string) => `테넌트 ${rows}개가 일치합니다. 계속 입력하거나 화살표 키로 선택해 주세요.`,
    none: (q: string) =>
      `ID, 슬러그 또는 호스트 이름이 “${q}”(으)로 시작하는 테넌트가 없습니다. ID는 대소문자를 구분합니다.`,
    noneInStatus: '이 상태의 테넌트가 없습니다.',
    empty: '아직 테넌트가 없습니다. 첫 테넌트를 등록하거나 가입을 기다려 주세요.',
    showAll: '모든 테넌트 보기',
    leadsTo: {
      job: '작업 ID입니다: 프로비저닝 추적 열기',
      trace: '추적 ID입니다: 열기',
      node: '노드 ID입니다: 열기',
      decision: '결정 ID입니다: 다시 계산',
      provisioning: '라이브러리 프로비저닝입니다. 열기',
      tenant: '이 테넌트 열기',
    },
    unknown: '테넌트가 없습니다',
    unknownHelp: (id: string) =>
      `ID가 “${id}”인 테넌트가 없습니다. 아래는 ID, 슬러그 또는 호스트 이름이 이와 같이 시작하는 테넌트입니다. ID는 대소문자를 구분합니다.`,
  },
});

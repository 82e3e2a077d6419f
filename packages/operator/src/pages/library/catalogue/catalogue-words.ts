import type { TemplateCategory } from '@prego/contracts';
import { defineWords } from '../../../i18n/language.tsx';

type OfCategory = Readonly<Record<TemplateCategory, string>>;

export const CATALOGUE_WORDS = defineWords({
  en: {
    title: 'Templates',
    sub: 'Ready-made servers for Hetzner Cloud: choose one, see what it costs, run it, and give it back when it is done.',
    search: 'Search templates',
    searchHint: 'A name, a keyword or a word of the summary. / jumps here.',
    categories: 'Categories',
    all: 'All',
    category: {
      platform: 'Platform',
      database: 'Database',
      development: 'Development',
      collaboration: 'Collaboration',
      monitoring: 'Monitoring',
      other: 'Other',
    } satisfies OfCategory as OfCategory,
    found: (n: number) => (n === 1 ? '1 template' : `${n} templates`),
    none: (q: string) => `No template has “${q}” in its name, summary or keywords.`,
    noneOfCategory: 'No template of this category is found.',
    empty: 'The library has no templates. Each is a folder of the repository, and comes with the next deployment.',
    showAll: 'Show all templates',
    servers: (n: number) => (n === 1 ? '1 server' : `${n} servers`),
    version: (version: string) => `Version ${version}`,
    from: (price: string) => `From ${price}`,
    noPrice: 'Its price is not known yet',
    net: 'Net, by Hetzner’s price list.',
  },
  ko: {
    title: '템플릿',
    sub: 'Hetzner Cloud에 바로 만들 수 있는 서버 구성입니다. 고르고, 비용을 확인하고, 실행한 뒤 다 쓰면 반납해 주세요.',
    search: '템플릿 검색',
    searchHint: '이름, 키워드 또는 요약의 단어입니다. / 키로 이동합니다.',
    categories: '분류',
    all: '전체',
    category: {
      platform: '플랫폼',
      database: '데이터베이스',
      development: '개발',
      collaboration: '협업',
      monitoring: '모니터링',
      other: '기타',
    } satisfies OfCategory as OfCategory,
    found: (n: number) => `템플릿 ${n}개`,
    none: (q: string) => `이름, 요약, 키워드에 “${q}”이(가) 있는 템플릿이 없습니다.`,
    noneOfCategory: '이 분류에서 찾은 템플릿이 없습니다.',
    empty: '라이브러리에 템플릿이 없습니다. 템플릿은 저장소의 폴더이며 다음 배포와 함께 추가됩니다.',
    showAll: '모든 템플릿 보기',
    servers: (n: number) => `서버 ${n}대`,
    version: (version: string) => `버전 ${version}`,
    from: (price: string) => `${price}부터`,
    noPrice: '아직 가격을 알 수 없습니다',
    net: 'Hetzner 가격표 기준, 세금 별도입니다.',
  },
});

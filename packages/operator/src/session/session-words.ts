import { defineWords } from '../i18n/language.tsx';

export const SESSION_WORDS = defineWords({
  en: {
    title: 'Sign in',
    again: 'Sign in again',
    intro: 'The control plane takes an operator key. It stays in this tab and is gone when the tab is closed.',
    expired: 'The key is not accepted any more: it was rotated or revoked. The page stays as it is.',
    key: 'Operator key',
    show: 'Show the key',
    signIn: 'Sign in',
    checking: 'Checking the key',
    empty: 'Enter the operator key.',
    unusable: 'A key has letters, digits and signs only. Copy it again, without spaces or line ends.',
    wrong: 'This key is not accepted. Copy it again from where your keys are kept, or ask for a new one.',
    signedIn: 'Signed in',
  },
  ko: {
    title: '로그인',
    again: '다시 로그인',
    intro: '운영자 키가 필요합니다. 키는 이 탭에만 보관되며 탭을 닫으면 사라집니다.',
    expired: '키가 교체되었거나 폐기되어 더 이상 사용할 수 없습니다. 페이지는 그대로 유지됩니다.',
    key: '운영자 키',
    show: '키 표시',
    signIn: '로그인',
    checking: '키 확인 중',
    empty: '운영자 키를 입력해 주세요.',
    unusable: '키에는 영문자, 숫자, 기호만 들어갑니다. 공백이나 줄바꿈 없이 다시 복사해 주세요.',
    wrong: '이 키는 사용할 수 없습니다. 보관한 곳에서 다시 복사하거나 새 키를 요청해 주세요.',
    signedIn: '로그인했습니다',
  },
});

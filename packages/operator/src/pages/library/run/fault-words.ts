import { defineWords } from '../../../i18n/language.tsx';
import type { FaultWords } from './fault-text.ts';

type OfFault = FaultWords['fault'];

/** What is wrong with a field and what to do, for every fault that there is. */
export const FAULT_WORDS = defineWords({
  en: {
    fault: {
      missing: () => 'Needed.',
      too_long: (most) => (most ? `At most ${most} characters.` : 'Too long.'),
      not_a_name: () => 'Letters, digits, spaces and . _ - only, with a letter or digit at both ends.',
      not_a_prefix: () => 'Small letters, digits and single hyphens, from a letter to a letter or digit.',
      pattern: () => 'Not in the form that this field has to have.',
      not_an_option: () => 'Choose one that is offered.',
      name_taken: () => 'A provisioning on the list has this name, also a returned one keeps it: choose another.',
      server_name_taken: (server) =>
        server ? `There is a server ${server} already: choose another prefix.` : 'Taken: choose another prefix.',
      unknown_network: (region) =>
        region
          ? `The Hetzner project of ${region} does not have this network: choose another network or location.`
          : 'This network is not there any more: choose another.',
      unknown_subnet: () => 'The network has no such subnet: choose one that it has.',
      unknown_ssh_key: (region) =>
        region
          ? `The Hetzner project of ${region} does not have this key: choose another key or location.`
          : 'This key is not there any more: choose another.',
      unknown_size: () => 'Hetzner does not sell this size any more: choose another.',
      too_small: (least) => `Too small for this template${least ? `, which needs ${least}` : ''}: choose a larger one.`,
      unknown_location: () => 'There is no such location: choose another.',
      not_sold_there: (where) =>
        `This size is not sold in ${where ?? 'this location'}: choose another size or location.`,
      other_network_zone: (zone) =>
        `The subnet is in another network zone${zone ? ` (${zone})` : ''}: choose a location there, or another subnet.`,
      network_full: (most) =>
        `The network has no room for so many servers${most ? ` (at most ${most})` : ''}: choose another network.`,
      unknown_field: () => 'The template has no such field. Load the page again: there may be a newer version of it.',
    } satisfies OfFault as OfFault,
    other: (code: string) => `Not taken (${code}). Load the page again: there may be a newer version of it.`,
  },
  ko: {
    fault: {
      missing: () => '필수 항목입니다.',
      too_long: (most) => (most ? `최대 ${most}자입니다.` : '너무 깁니다.'),
      not_a_name: () => '글자, 숫자, 공백과 . _ -만 사용할 수 있고 글자나 숫자로 시작하고 끝나야 합니다.',
      not_a_prefix: () => '영문 소문자, 숫자, 연속되지 않는 하이픈만 쓰고 글자로 시작해 글자나 숫자로 끝나야 합니다.',
      pattern: () => '이 항목의 형식에 맞지 않습니다.',
      not_an_option: () => '제시된 값 중에서 선택해 주세요.',
      name_taken: () => '목록에 같은 이름의 프로비저닝이 있습니다(반납된 것 포함). 다른 이름을 입력해 주세요.',
      server_name_taken: (server) =>
        server
          ? `${server} 서버가 이미 있습니다. 다른 접두사를 입력해 주세요.`
          : '이미 사용 중입니다. 다른 접두사를 입력해 주세요.',
      unknown_network: (region) =>
        region
          ? `${region}의 Hetzner 프로젝트에 이 네트워크가 없습니다. 다른 네트워크나 위치를 선택해 주세요.`
          : '이 네트워크가 더 이상 없습니다. 다른 네트워크를 선택해 주세요.',
      unknown_subnet: () => '네트워크에 이 서브넷이 없습니다. 있는 서브넷을 선택해 주세요.',
      unknown_ssh_key: (region) =>
        region
          ? `${region}의 Hetzner 프로젝트에 이 키가 없습니다. 다른 키나 위치를 선택해 주세요.`
          : '이 키가 더 이상 없습니다. 다른 키를 선택해 주세요.',
      unknown_size: () => 'Hetzner에서 더 이상 판매하지 않는 크기입니다. 다른 크기를 선택해 주세요.',
      too_small: (least) =>
        `이 템플릿에는 너무 작습니다${least ? ` (최소 ${least})` : ''}. 더 큰 크기를 선택해 주세요.`,
      unknown_location: () => '이 위치가 없습니다. 다른 위치를 선택해 주세요.',
      not_sold_there: (where) =>
        `이 크기는 ${where ?? '이 위치'}에서 판매하지 않습니다. 다른 크기나 위치를 선택해 주세요.`,
      other_network_zone: (zone) =>
        `서브넷이 다른 네트워크 존${zone ? `(${zone})` : ''}에 있습니다. 그 존의 위치나 다른 서브넷을 선택해 주세요.`,
      network_full: (most) =>
        `네트워크에 서버를 더 연결할 수 없습니다${most ? ` (최대 ${most}대)` : ''}. 다른 네트워크를 선택해 주세요.`,
      unknown_field: () => '템플릿에 없는 항목입니다. 새 버전이 있을 수 있으니 페이지를 다시 불러와 주세요.',
    } satisfies OfFault as OfFault,
    other: (code: string) => `받아들여지지 않았습니다 (${code}). 새 버전이 있을 수 있으니 페이지를 다시 불러와 주세요.`,
  },
});

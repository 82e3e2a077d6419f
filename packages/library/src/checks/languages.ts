import { Text } from '@prego/contracts';
import { manifestFault, type TemplateFault } from '../fault.ts';

const HANGUL = /\p{Script=Hangul}/u;
/** So short a text may be the same in both languages: the name of a product. */
const NAME_WORDS = 3;

/** Every text for people is there in English and in Korean, and each in its own place. */
export function checkLanguages(value: unknown, path = ''): TemplateFault[] {
  if (typeof value !== 'object' || value === null) return [];
  const text = Text.safeParse(value);
  if (text.success) return checkText(text.data, path);
  return Object.entries(value).flatMap(([key, child]) =>
    checkLanguages(child, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`),
  );
}

function checkText({ en, ko }: Text, path: string): TemplateFault[] {
  const faults: TemplateFault[] = [];
  if (HANGUL.test(en)) faults.push(manifestFault(`${path}.en`, 'has Korean letters.', 'Write it in English.'));
  const isName = en === ko && en.split(/\s+/).length <= NAME_WORDS;
  if (!HANGUL.test(ko) && !isName) {
    faults.push(manifestFault(`${path}.ko`, 'has no Korean letter.', 'Write it in Korean.'));
  }
  return faults;
}

import { useWords } from '../i18n/language.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { SHELL_WORDS } from './shell-words.ts';

export function NotFoundPage() {
  const words = useWords(SHELL_WORDS);
  return <PageHead title={words.notFound} sub={words.notFoundHelp} />;
}

import { useNavigate } from '@tanstack/react-router';
import { defineWords, useWords } from '../../i18n/language.tsx';
import { Button } from '../../ui/button.tsx';

const WORDS = defineWords({ en: { clear: 'Clear filters' }, ko: { clear: '필터 지우기' } });

interface ClearFiltersProps {
  of: '/library/provisionings' | '/library/history';
  disabled?: boolean;
}

/** Back to all that the page has. */
export function ClearFilters({ of, disabled = false }: ClearFiltersProps) {
  const { clear } = useWords(WORDS);
  const navigate = useNavigate();
  return (
    <Button disabled={disabled} onClick={() => void navigate({ to: of, search: {}, resetScroll: false })}>
      {clear}
    </Button>
  );
}

import { useNavigate } from '@tanstack/react-router';

/** Has the address of the page say what is looked for in the log that it shows; '' is nothing. */
export function useFindInLog(): (text: string) => void {
  const navigate = useNavigate();
  return (text) =>
    void navigate({
      to: '.',
      search: ({ log_q: _, ...old }) => (text ? { ...old, log_q: text } : old),
      replace: true,
      resetScroll: false,
    });
}

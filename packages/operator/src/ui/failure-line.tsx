import { ApiFailure } from '../api/failure.ts';
import { useWords } from '../i18n/language.tsx';
import { FailureCode } from './failure-code.tsx';
import { failureText } from './failure-text.ts';
import { UI_WORDS } from './ui-words.ts';

/** Why what was asked for was not done. Nothing of it is tried again by itself. */
export function FailureLine({ error }: { error: Error }) {
  const words = useWords(UI_WORDS);
  const failure = error instanceof ApiFailure ? error : undefined;
  return (
    <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad">
      {failureText(error, words)}
      {failure && failure.status > 0 && (
        <>
          {' '}
          <FailureCode failure={failure} />
        </>
      )}
    </p>
  );
}

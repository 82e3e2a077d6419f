import { Link } from '@tanstack/react-router';
import { ApiFailure } from '../api/failure.ts';
import { buttonClass } from './button.tsx';

interface EitherIdProps {
  error: Error | null;
  to: '/cp/provision-trace' | '/cp/onboarding';
  /** Each alone, by the name of its parameter. */
  ways: readonly { readonly name: string; readonly id: string | undefined; readonly label: string }[];
}

/** The way out where two ids do not belong together: one of them alone. Nothing for any other failure. */
export function EitherId({ error, to, ways }: EitherIdProps) {
  const isMismatch = error instanceof ApiFailure && error.code === 'invalid_request';
  if (!isMismatch || ways.some(({ id }) => id === undefined)) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {ways.map(({ name, id, label }) => (
        <Link key={name} to={to} search={{ [name]: id } as never} className={buttonClass()}>
          {label}
        </Link>
      ))}
    </div>
  );
}

import { Link } from '@tanstack/react-router';

/** A code of an error, which leads to what it means and what to do. */
export function ErrorCode({ code, tone = 'bad' }: { code: string; tone?: 'bad' | 'muted' }) {
  const color = tone === 'bad' ? 'text-bad' : 'text-muted';
  return (
    <Link to="/cp/errors" search={{ code }} className={`${color} underline decoration-dotted underline-offset-2`}>
      <code className="font-mono text-xs">{code}</code>
    </Link>
  );
}

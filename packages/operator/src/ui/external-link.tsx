import { ExternalLink as Icon } from 'lucide-react';
import { buttonClass } from './button.tsx';

interface ExternalLinkProps {
  to: string;
  label: string;
  /** As a button; else within a text. */
  button?: boolean;
}

/** Leads out of the console, such as to GitHub. */
export function ExternalLink({ to, label, button = false }: ExternalLinkProps) {
  return (
    <a
      href={to}
      target="_blank"
      rel="noreferrer"
      className={button ? buttonClass() : 'text-accent underline-offset-2 hover:underline'}
    >
      {label}
      {button ? <Icon aria-hidden size={13} /> : <span aria-hidden>{' ↗'}</span>}
    </a>
  );
}

import type { TemplateManifest } from '@prego/contracts';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLanguage, useWords } from '../../../i18n/language.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TEMPLATE_WORDS } from './template-words.ts';

/** What it is for, what it has, and what one is given with it. */
export function OverviewPanel({ manifest: { overview, features, secrets, outputs } }: { manifest: TemplateManifest }) {
  const words = useWords(TEMPLATE_WORDS);
  const { language } = useLanguage();
  return (
    <Panel title={words.overview}>
      <div className="space-y-4 text-sm">
        <p className="max-w-prose whitespace-pre-line">{overview[language].trim()}</p>
        <Part title={words.features}>
          <ul className="space-y-1.5">
            {features.map((feature) => (
              <li key={feature.en} className="flex gap-2">
                <Check aria-hidden size={15} className="mt-0.5 shrink-0 text-ok" />
                <span>{feature[language]}</span>
              </li>
            ))}
          </ul>
        </Part>
        {outputs.length > 0 && (
          <Part title={words.outputs}>
            <Names of={outputs.map(({ label }) => label[language])} />
          </Part>
        )}
        {secrets.length > 0 && (
          <Part title={words.made}>
            <Names of={secrets.map(({ label }) => label[language])} />
            <p className="mt-1 text-xs text-muted">{words.madeSub}</p>
          </Part>
        )}
      </div>
    </Panel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{title}</h3>
      {children}
    </div>
  );
}

function Names({ of }: { of: readonly string[] }) {
  return (
    <ul className="list-inside list-disc space-y-0.5">
      {of.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}

import type { LibraryChoices, TemplateManifest } from '@prego/contracts';
import { Play } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useWords } from '../../../i18n/language.tsx';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { FailureLine } from '../../../ui/failure-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { usePriceText } from '../../../ui/use-price-text.ts';
import { focusField } from './focus-field.ts';
import { formFaults, isUnfinished, type ToldFault } from './form-faults.ts';
import { PreflightPanel } from './preflight-panel.tsx';
import { readinessOf } from './readiness.ts';
import { RunField } from './run-field.tsx';
import { inputNameOf } from './run-inputs.ts';
import { RUN_WORDS } from './run-words.ts';
import { isRefusal, useBeginProvisioning } from './use-begin-provisioning.ts';
import { useEntries } from './use-entries.ts';
import { useFaultText } from './use-fault-text.ts';
import { usePreflight } from './use-preflight.ts';

/** The entries in the manifest's order, and beside them what the pre-flight says of them. */
export function RunForm({ manifest, choices }: { manifest: TemplateManifest; choices: LibraryChoices }) {
  const words = useWords(RUN_WORDS);
  const faultText = useFaultText();
  const priceText = usePriceText();
  const form = useRef<HTMLFormElement>(null);
  const entries = useEntries(manifest, choices);
  const { inputs } = entries;
  const preflight = usePreflight(manifest.id, inputs);
  const [tried, setTried] = useState(false);
  const faults = formFaults(manifest, inputs, preflight.data);
  const review = (found: readonly ToldFault[]) => {
    const [first] = found;
    if (!first) return;
    announce(words.review(found.length));
    focusField(form.current, first.field);
  };
  const { begin, busy, failure, forget } = useBeginProvisioning(manifest.id, async () => {
    // The control plane knows more than the last pre-flight did.
    const { data } = await preflight.refetch();
    review(formFaults(manifest, inputs, data));
  });
  const price = preflight.data?.answer.price;
  const isSaid = (fault: ToldFault) => tried || entries.hasLeft(fault.field) || !isUnfinished(fault, manifest, inputs);
  const errorOf = (name: string): string | undefined => {
    const fault = faults.find(({ field }) => field === name);
    if (!fault || !isSaid(fault)) return undefined;
    const field = manifest.fields.find((one) => inputNameOf(one) === name);
    return faultText(fault, field);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    void entries.keep();
    if (faults.length === 0) return begin(inputs);
    review(faults);
    // What was told may have passed since: whoever tries again is not held up by it.
    void preflight.refetch();
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]">
      <Panel title={words.form}>
        <form ref={form} onSubmit={submit} noValidate className="max-w-3xl space-y-5">
          {manifest.fields.map((field) => {
            const name = inputNameOf(field);
            const common = { name, error: errorOf(name), onLeave: () => entries.leave(name) };
            return (
              <RunField
                key={name}
                field={field}
                inputs={inputs}
                servers={manifest.servers}
                choices={choices}
                onValue={(value) => {
                  forget();
                  entries.set(name, value);
                }}
                {...common}
              />
            );
          })}
          {failure && !(isRefusal(failure) && faults.length > 0) && <FailureLine error={failure} />}
          <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
            <Button type="submit" look="primary" busy={busy}>
              <Play aria-hidden size={14} />
              {busy ? words.running : words.submit}
            </Button>
            {price && price.hourly !== null && <span className="text-sm text-muted tabular">{priceText(price)}</span>}
          </div>
        </form>
      </Panel>
      <PreflightPanel
        manifest={manifest}
        inputs={inputs}
        readiness={readinessOf(faults, tried, isSaid)}
        preflight={preflight}
        onMend={(name) => focusField(form.current, name)}
      />
    </div>
  );
}

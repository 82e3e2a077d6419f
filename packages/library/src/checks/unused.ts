import type { TemplateManifest } from '@prego/contracts';
import { manifestFault, type TemplateFault } from '../fault.ts';
import { valueNames, variableOf, variablesIn } from '../variables.ts';

/** Who is asked for a value, or shown a secret, must find it in what was installed. */
export function checkUnused(manifest: TemplateManifest, cloudInits: readonly string[]): TemplateFault[] {
  const used = new Set(cloudInits.flatMap(variablesIn));
  const shown = manifest.outputs.map(({ value }) => value).join('\n');
  const values = valueNames(manifest)
    .filter((name) => !used.has(variableOf(name)) && !shown.includes(`{value.${name}}`))
    .map((name) =>
      manifestFault('fields', `asks for ${name}, which nothing uses.`, `Use ${variableOf(name)}, or do not ask.`),
    );
  const secrets = manifest.secrets
    .filter(({ name }) => !used.has(variableOf(name)))
    .map(({ name }) =>
      manifestFault('secrets', `has ${name}, which opens nothing.`, `Set it by ${variableOf(name)}, or take it out.`),
    );
  return [...values, ...secrets];
}

import type { TemplateManifest } from '@prego/contracts';
import { manifestFault, type TemplateFault } from '../fault.ts';
import { valueNames } from '../variables.ts';

/** What an output may say of a server. */
const OF_SERVER = ['ipv4', 'private_ip', 'name'];

/** Each output is text and placeholders of what exists. A secret is shown behind a click, never within an output. */
export function checkOutputs(manifest: TemplateManifest): TemplateFault[] {
  const known = [
    ...manifest.servers.flatMap(({ key }) => OF_SERVER.map((what) => `server.${key}.${what}`)),
    ...valueNames(manifest).map((name) => `value.${name}`),
  ];
  const remedy = `There are ${known.map((name) => `{${name}}`).join(', ')}.`;
  return manifest.outputs.flatMap(({ value }, index) => {
    const path = `outputs[${index}].value`;
    const unknown = [...value.matchAll(/\{([^{}]*)\}/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !known.includes(name));
    const faults = unknown.map((name) => manifestFault(path, `refers to {${name}}, which does not exist.`, remedy));
    if (/[{}]/.test(value.replaceAll(/\{[^{}]*\}/g, ''))) {
      faults.push(manifestFault(path, 'has a brace that is not closed or not opened.', remedy));
    }
    return faults;
  });
}

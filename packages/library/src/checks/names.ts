import type { TemplateManifest } from '@prego/contracts';
import { manifestFault, type TemplateFault } from '../fault.ts';
import { ownVariables, valueNames, variableOf } from '../variables.ts';

/** Nothing is named twice, and nothing as the program names its own. */
export function checkNames(manifest: TemplateManifest): TemplateFault[] {
  const { servers, secrets, outputs, prerequisites } = manifest;
  const variables = [...valueNames(manifest), ...secrets.map(({ name }) => name)];
  const own = ownVariables(manifest);
  return [
    ...twice(
      'servers',
      'key',
      servers.map(({ key }) => key),
    ),
    ...twice('fields and secrets', 'name', variables),
    ...twice(
      'outputs',
      'name',
      outputs.map(({ name }) => name),
    ),
    ...twice(
      'prerequisites',
      'kind',
      prerequisites.map(({ kind }) => kind),
    ),
    ...servers.flatMap(({ ports }, index) =>
      twice(
        `servers[${index}].ports`,
        'port',
        ports.map(({ protocol, port }) => `${protocol} ${port}`),
      ),
    ),
    ...variables
      .filter((name) => own.includes(name))
      .map((name) =>
        manifestFault(
          'fields and secrets',
          `${name} would be ${variableOf(name)}, which the program sets itself.`,
          'Name it otherwise.',
        ),
      ),
  ];
}

function twice(path: string, what: string, names: readonly string[]): TemplateFault[] {
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => manifestFault(path, `has the ${what} ${name} twice.`, 'Keep one of them.'));
}

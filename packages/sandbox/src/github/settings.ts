import type { Collection } from '../core/store.ts';
import type { SettingDocument } from './documents.ts';
import type { Github } from './github.ts';

/** Source: GitHub docs, "Secrets reference", naming; names don't differ by case and are kept in capitals. */
export function isSettingName(name: string): boolean {
  return /^[A-Z_][A-Z0-9_]*$/.test(name) && !name.startsWith('GITHUB_');
}

/** Sets a secret or a variable; `name` is one by `isSettingName`. */
export function putSetting(settings: Collection<SettingDocument>, project: number, name: string, value: string): void {
  settings.put(project, { id: name, value });
}

/** Sets the given secrets and variables of the repository. The others stay. */
export function setSettings(
  { secrets, variables, core }: Github,
  project: number,
  given: { readonly secrets: Readonly<Record<string, string>>; readonly variables: Readonly<Record<string, string>> },
): void {
  core.store.transaction(() => {
    for (const [name, value] of Object.entries(given.secrets)) putSetting(secrets, project, name, value);
    for (const [name, value] of Object.entries(given.variables)) putSetting(variables, project, name, value);
  });
}

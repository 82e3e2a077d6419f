/** Puts the focus on the control of a field, as its `name` has it: of some radio buttons the chosen one, else the first. */
export function focusField(form: HTMLElement | null, name: string): void {
  const named = `[name="${CSS.escape(name)}"]`;
  const control =
    form?.querySelector<HTMLElement>(`${named}:checked`) ??
    form?.querySelector<HTMLElement>(named) ??
    // A choice of which there is none.
    form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  control?.focus();
}

/** Where an output leads, as a link: only what a browser opens without doing anything. */
export function linkOf(value: string): string | undefined {
  if (!/^https?:\/\/\S+$/.test(value)) return undefined;
  return URL.canParse(value) ? value : undefined;
}

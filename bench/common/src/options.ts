/** The value of an option that counts something. Throws, with the option's name, where it is no whole number from 1. */
export function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Error(`--${name} takes whole numbers from 1, not "${text}".`);
}

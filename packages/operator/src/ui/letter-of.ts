/** A press of a key: what it writes, and which key it is (`KeyC` writes ㅊ while Korean is typed). */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
}

/** The Latin letter of a press, in lower case: the one that it writes, else the one on its key. Empty for any other key. */
export function letterOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  // What writes another sign of ours, such as a digit or a comma, is no letter on any keyboard.
  const isOther = /^[\x20-\x7e]$/.test(key);
  return isOther ? '' : (/^Key([A-Z])$/.exec(code)?.[1] ?? '').toLowerCase();
}

/** A word that a shell takes as it stands. */
export const shellQuoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

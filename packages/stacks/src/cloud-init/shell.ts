/** A text as one word of a POSIX shell, whatever is in it: a NUL, which no shell can hold, is for the caller to refuse. */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

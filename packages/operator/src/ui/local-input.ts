/**
 * What a `datetime-local` field holds for a time as ISO 8601 has it: the same moment, to the minute, in UTC or in the reader's
 * zone.
 */
export function toLocalInput(iso: string, utc: boolean): string {
  const at = new Date(iso);
  const ahead = utc ? 0 : -at.getTimezoneOffset() * 60_000;
  return new Date(at.getTime() + ahead).toISOString().slice(0, 16);
}

/** The moment that such a field names, in UTC; undefined while it names none, or one before 1970: a year is typed digit by digit. */
export function fromLocalInput(text: string, utc: boolean): string | undefined {
  const at = new Date(utc ? `${text}Z` : text);
  return at.getTime() >= 0 ? at.toISOString() : undefined;
}

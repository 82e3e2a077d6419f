/** Replaces secrets by `***`, as the vendor does it with all that a job says. */
export class Masker {
  #secrets: string[] = [];

  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** From now on the secret is replaced, as it is and as it stands in JSON and in a URL; line by line if it has several. */
  add(secret: string): void {
    const parts = [secret, ...secret.split(/\r?\n/)];
    const spelled = parts.flatMap((part) => [part, JSON.stringify(part).slice(1, -1), encodeURIComponent(part)]);
    const all = new Set([...this.#secrets, ...spelled].filter((part) => part.trim() !== ''));
    // Of one that contains another nothing may be left over.
    this.#secrets = [...all].sort((a, b) => b.length - a.length);
  }

  mask(text: string): string {
    return this.#secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
  }

  /** Whether the text holds a secret. */
  finds(text: string): boolean {
    return this.#secrets.some((secret) => text.includes(secret));
  }
}

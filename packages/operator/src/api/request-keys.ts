/**
 * The Idempotency-Key of each request of one form. The same one sent again, such as after an answer that was lost, has the
 * key of before, and leads to the job of before; one that was changed meanwhile is another request.
 */
export function requestKeys(newKey: () => string): (request: unknown) => string {
  const keys = new Map<string, string>();
  return (request) => {
    const sent = JSON.stringify(request);
    const key = keys.get(sent) ?? newKey();
    keys.set(sent, key);
    return key;
  };
}

/** 128 bits of chance. `crypto.randomUUID` is not there for a console that is reached without TLS. */
export const newRequestKey = (): string =>
  `console-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

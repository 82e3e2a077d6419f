import { createHmac } from 'node:crypto';

/** Text that anyone may come to see, and where it was found. */
export interface Place {
  readonly name: string;
  readonly text: string;
  /** A word that has to be there: a place in which nothing stands is not looked at. */
  readonly holds: string;
}

/** What tokens of ours look like, also of those that no test knows; and GitHub's ID tokens. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  'a node token': /\bnode\.[\w-]+\.\d+\.[\w-]{43}/,
  'a Launch token': /\blaunch\.[\w-]+\.\d+\.[\w-]{43}/,
  'an ID token': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/,
};

/** Each secret that stands in one of the places, as it is or as JSON, URLs and base64 spell it: "name in place". */
export function secretsFound(secrets: Readonly<Record<string, string>>, places: readonly Place[]): string[] {
  return places.flatMap(({ name: place, text, holds }) => {
    const unread = text.includes(holds) ? [] : [`${holds} is not in ${place}: it was not read`];
    const known = Object.entries(secrets).filter(([, value]) => spellings(value).some((form) => text.includes(form)));
    const shaped = Object.entries(SHAPES).filter(([, shape]) => shape.test(text));
    return [...unread, ...[...known, ...shaped].map(([name]) => `${name} in ${place}`)];
  });
}

function spellings(value: string): string[] {
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    // The last characters depend on what comes behind it.
    Buffer.from(value.slice(0, value.length - (value.length % 3))).toString('base64'),
  ];
}

/** The token of a node, as the control plane makes it (packages/control-plane/src/auth/signed-token.ts). */
export function nodeToken(key: string, nodeId: string): string {
  const claim = `node.${nodeId}.1`;
  return `${claim}.${createHmac('sha256', key).update(claim).digest('base64url')}`;
}

/** Text as it is looked for: a keyboard may put Korean letters together otherwise than a file has them. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Tells of a text whether every word of `q` stands in it, in whatever case. Of an empty `q` each text has every word. */
export function hasWordsOf(q: string): (text: string) => boolean {
  const words = plain(q).split(/\s+/).filter(Boolean);
  return (text) => {
    const all = plain(text);
    return words.every((word) => all.includes(word));
  };
}

/** How what is fetched stays: by an option, or in a file or in what unpacks it. To be looked at only, it needs no version. */
const KEPT_BY_OPTION = [
  /^wget\b(?!.*\s(?:--spider\b|-\w*O\s*-))/,
  /\s-\w*[oO](?![\w-])(?!\s+(?:\/dev\/null\b|-\s))/,
  /\s--(?:output|remote-name)(?:-all)?(?![\w-])(?![=\s]+\/dev\/null\b)/,
];
const HANDED_ON =
  /^(?:1?>(?!\s*(?:&|\/dev\/null\b))|\|\s*(?:sudo\s+)?(?:apt-key|bsdtar|cpio|dd|gpg|gunzip|tar|tee|xz|zstd)\b)/;

/** Of curl and wget alike, but for -O: wget takes a file's name with it. */
const WITHOUT_VALUE = [
  /^-[#046fgiklnqsvGILNOSR]+$/,
  /^--(?:compressed|fail|fail-with-body|insecure|location|no-progress-meter|no-verbose|quiet|remote-name)$/,
  /^--(?:retry-all-errors|show-error|silent|url)$/,
];

/** The addresses from which a line takes a file, and that stand in a variable which has a name and no known value. */
export function unknownAddresses(line: string): string[] {
  // A quotation of several words is a header or some other text.
  const plain = line.replaceAll(/(["'])((?:(?!\1).)*)\1/g, (_, _quote, text: string) =>
    /\s/.test(text) ? 'text' : text,
  );
  return [...plain.matchAll(/\b(?:curl|wget)\s[^;|&<>()`"']*/g)].flatMap(({ 0: command, index }) => {
    const after = plain.slice(index + command.length);
    // By 2> go its complaints only.
    const isHandedOn = HANDED_ON.test(after) && !/\s2$/.test(command);
    if (!isHandedOn && !KEPT_BY_OPTION.some((kept) => kept.test(command))) return [];
    const words = command.split(/\s+/);
    return words.filter(
      (word, at) => /^\$\{?[A-Za-z_]/.test(word) && !takesValue(words[at - 1] ?? '', words[0] === 'wget'),
    );
  });
}

const takesValue = (option: string, isWget: boolean): boolean =>
  option.startsWith('-') && (!WITHOUT_VALUE.some((one) => one.test(option)) || (isWget && /^-\w*O$/.test(option)));

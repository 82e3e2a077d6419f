/** An attempt's log as far as it was read. */
export interface LogText {
  /** Whole lines, without escape codes. */
  readonly lines: readonly string[];
  /** What came after the last line end, as it came: the rest of it may be in the next chunk. */
  readonly tail: string;
  /** The number of the last chunk that is in here; -1: none. */
  readonly lastSeq: number;
  /** Whether the attempt has ended, so that no more will come but what is late. */
  readonly ended: boolean;
  /** It was removed, its time being over: nothing of it is to be had any more. */
  readonly gone?: true;
}

export const EMPTY_LOG: LogText = { lines: [], tail: '', lastSeq: -1, ended: false };

/** What was answered to the question for all after chunk `after`. */
export interface LogPart {
  readonly after: number;
  readonly text: string;
  readonly lastSeq: number;
  readonly ended: boolean;
}

/** The log with what came after it. An answer to another question than the next one is left out: it would tell something twice. */
export function joinLog(known: LogText, { after, text, lastSeq, ended }: LogPart): LogText {
  if (after !== known.lastSeq || lastSeq < after) return known;
  const [first = '', ...rest] = text.split('\n');
  const tail = known.tail + first;
  if (rest.length === 0) return { ...known, tail, lastSeq, ended };
  const last = rest.pop() as string;
  return { lines: [...known.lines, ...[tail, ...rest].map(plain)], tail: last, lastSeq, ended };
}

/** Every line of it, the unfinished one too. */
export const linesOf = ({ lines, tail }: LogText): readonly string[] => (tail === '' ? lines : [...lines, plain(tail)]);

// ECMA-48: CSI sequences (colours, cursor), OSC ones (titles, links) with either of their ends, and other escapes of two signs.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]/g;
const CONTROLS = /(?!\t)\p{Cc}/gu;

/** The line as a terminal would leave it: without colours, and with what a carriage return has written over it last. */
export function plain(line: string): string {
  const text = line.replace(ESCAPES, '').replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1).replace(CONTROLS, '');
}

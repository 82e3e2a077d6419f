/**
 * How a step speaks to the runner: lines on stdout that begin with `::`, and files that it reads when the step has ended
 * (docs.github.com, workflow commands). @actions/core writes the same, but takes 45 ms to load, which is twice what bare node
 * takes to start; a test holds that both write alike.
 */

const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

/** One line, without its end. */
export function commandLine(
  command: string,
  message: string,
  properties: Readonly<Record<string, string>> = {},
): string {
  const given = Object.entries(properties).filter(([, value]) => value !== '');
  const pairs = given.map(([name, value]) => `${name}=${property(value)}`).join(',');
  return `::${command}${pairs === '' ? '' : ` ${pairs}`}::${data(message)}`;
}

/** A name with its value for GITHUB_OUTPUT and GITHUB_STATE. No line of the value may be the delimiter: give one that is random. */
export function fileEntry(name: string, value: string, delimiter: string): string {
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}

/**
 * Whether the runner would read a command in a text that is no command of ours: it looks at each line, whatever white space
 * stands before `::`, and for the older `##[` anywhere in a line (actions/runner, ActionCommand.TryParse and TryParseV2).
 */
export function looksLikeCommand(text: string): boolean {
  return /(^|[\r\n])[\s\u0085]*::/.test(text) || text.includes('##[');
}

/** The text as it is, between lines that tell the runner to read no commands. `token` is one that the text's author can't know. */
export function quoted(text: string, token: string): string {
  return [commandLine('stop-commands', token), text, commandLine(token, '')].join('\n');
}

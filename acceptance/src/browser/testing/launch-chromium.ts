import { type Browser, chromium } from 'playwright-core';
import { findChromium } from './find-chromium.ts';

/**
 * What Chromium would do of its own accord besides showing our page; playwright-core switches most of it off already. No
 * name resolves but loopback's, so that nothing can reach beyond this machine even where a test looks away.
 */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
  '--disable-quic',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--no-first-run',
  '--no-pings',
];

/** As pictures are to come out on every machine: its screen's own smoothing and scroll bars left out. */
const SAME_EVERYWHERE = ['--disable-gpu', '--disable-lcd-text', '--font-render-hinting=none', '--hide-scrollbars'];

/**
 * A Chromium without a window.
 * @throws {Error} that says how to get one
 */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: findChromium(),
    // As root, which containers are, Chromium refuses to start with it; what it is shown is ours alone.
    chromiumSandbox: false,
    args: [...QUIET, ...SAME_EVERYWHERE],
  });
}

import { takeScreenshots } from '../acceptance/src/browser/screenshots/command.ts';
import { BROWSER_NEEDS, ensureSystemPackages } from './system-packages.ts';

/** `npm run screenshots`: the console as it looks, in docs/screenshots; `--help` says what else. */
try {
  await ensureSystemPackages(BROWSER_NEEDS);
  process.exitCode = await takeScreenshots(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

import { checkFiles } from '../check-library.ts';
import { newTemplate } from '../new-template.ts';
import { LIBRARY } from '../template-files.ts';
import { writeCatalogue } from '../write-catalogue.ts';

/** `pnpm library:new <name>`: a template that passes the check, to be changed into what it shall be. */
try {
  const folder = await newTemplate(LIBRARY, process.argv.slice(2));
  process.stdout.write(`Made ${folder}. Next: change it, then pnpm library:build and pnpm library:check.\n`);
  const { templates, problems } = await checkFiles(LIBRARY);
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\nThe catalogue is as it was.`);
  await writeCatalogue(templates);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

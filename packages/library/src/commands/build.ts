import { checkFiles } from '../check-library.ts';
import { LIBRARY } from '../template-files.ts';
import { writeCatalogue } from '../write-catalogue.ts';

/** `pnpm library:build`: makes the catalogue of the templates. One that is wrong leaves the catalogue as it was. */
const { templates, problems } = await checkFiles(LIBRARY);
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\nThe catalogue is as it was.\n`);
  process.exitCode = 1;
} else {
  await writeCatalogue(templates);
  process.stdout.write(`packages/library/src/catalogue.ts has ${templates.length} templates.\n`);
}

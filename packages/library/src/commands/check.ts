import { cloudInitValidator } from '@prego/engine/cloud-init-validator';
import { checkLibrary } from '../check-library.ts';
import { LIBRARY } from '../template-files.ts';
import { CATALOGUE_FILE } from '../write-catalogue.ts';

/** `pnpm library:check`: whether every template is right, and the catalogue is made of them. */
try {
  const { templates, problems, validator } = await checkLibrary(LIBRARY, CATALOGUE_FILE, cloudInitValidator);
  for (const { manifest } of templates) process.stdout.write(`${manifest.id} ${manifest.version}\n`);
  if (validator !== undefined) {
    process.stdout.write(
      `Their cloud-init was read by the validator of cloud-init ${validator}, as it is packaged here.\n`,
    );
  }
  if (problems.length > 0) {
    process.stderr.write(`${problems.join('\n')}\n${problems.length} to mend.\n`);
    process.exitCode = 1;
  } else process.stdout.write('All of them are right, and the catalogue is made of them.\n');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

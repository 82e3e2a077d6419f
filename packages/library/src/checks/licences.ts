import type { TemplateManifest } from '@prego/contracts';
import parseSpdx from 'spdx-expression-parse';
import { manifestFault, type TemplateFault } from '../fault.ts';

const REMEDY = 'Take an identifier of https://spdx.org/licenses, such as Apache-2.0, or an expression of some.';

/** Each licence is an expression of SPDX identifiers, as the list that the parser brings has them. */
export function checkLicences({ licences }: TemplateManifest): TemplateFault[] {
  return licences.flatMap(({ spdx }, index) => {
    try {
      parseSpdx(spdx);
      return [];
    } catch {
      return [manifestFault(`licences[${index}].spdx`, `"${spdx}" is no SPDX licence expression.`, REMEDY)];
    }
  });
}

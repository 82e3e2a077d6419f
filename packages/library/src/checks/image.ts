import type { TemplateManifest } from '@prego/contracts';
import { manifestFault, type TemplateFault } from '../fault.ts';

/** The servers' image names a release: it decides the versions of all packages. */
export function checkImage({ image }: TemplateManifest): TemplateFault[] {
  if (/^[a-z]+-\d+(?:\.\d+)*$/.test(image)) return [];
  return [manifestFault('image', `${image} names no release.`, 'Take one such as ubuntu-24.04 or debian-12.')];
}

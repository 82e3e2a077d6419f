import { NARROW } from '../testing/sideways-scroll.ts';

/** How a page is looked at. */
export interface Variant {
  readonly theme: 'light' | 'dark';
  readonly language: 'en' | 'ko';
  readonly width: 'wide' | 'narrow';
}

export const SIZES = { wide: { width: 1440, height: 900 }, narrow: NARROW } as const;
export const LANGUAGES = { en: 'en-US', ko: 'ko-KR' } as const;

/** `tenant.dark.png`, `launch-running.light.ko.narrow.png`: English and wide go without saying. */
export const fileName = (page: string, { theme, language, width }: Variant): string =>
  [page, theme, ...(language === 'ko' ? ['ko'] : []), ...(width === 'narrow' ? ['narrow'] : []), 'png'].join('.');

/** Those that stand in docs/screenshots, for the README and the runbooks. */
export const IN_DOCS: readonly string[] = [
  'infra-jobs.light.png',
  'infra-nodes.dark.png',
  'launch-failed.light.ko.narrow.png',
  'launch-running.light.narrow.png',
  'library.light.ko.png',
  'library.light.png',
  'library-history.light.png',
  'library-info.dark.png',
  'library-run.light.png',
  'library-status.light.png',
  'library-status-failed.light.narrow.png',
  'library-template.light.png',
  'onboarding.light.png',
  'placement.light.png',
  'provision-trace.dark.png',
  'provision-trace.light.png',
  'provision-trace-failed.light.ko.png',
  'tenant.dark.png',
  'tenant.light.narrow.png',
  'tenant.light.png',
];

/** Every variant of a page whose picture is wanted. */
export function variantsOf(page: string, isWanted: (file: string) => boolean): Variant[] {
  const all = (['en', 'ko'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((theme) =>
      (['wide', 'narrow'] as const).map((width) => ({ theme, language, width })),
    ),
  );
  return all.filter((variant) => isWanted(fileName(page, variant)));
}

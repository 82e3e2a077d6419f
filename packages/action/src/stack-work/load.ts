import { createRequire } from 'node:module';

export type StackWork = typeof import('./index.ts');

/** In a bundle: where the other one with Pulumi lies, from this one's folder. Put in by scripts/bundle.ts. */
declare const STACK_BUNDLE: string | undefined;

/**
 * Everything that needs Pulumi. It takes 0.15 s to load (from its sources, as in tests, several times that), so whoever runs no
 * stack must not ask for it.
 */
export async function loadStackWork(): Promise<StackWork> {
  if (typeof STACK_BUNDLE === 'string') return createRequire(import.meta.url)(STACK_BUNDLE) as StackWork;
  else return await import('./index.ts');
}

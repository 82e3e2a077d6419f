/** All that runs on Pulumi, as the rest of the action sees it: plain data and callbacks, as a bundle's border lies between. */

export { findGone, type OwnRun, type ReleasedRun, readCloud, readStates, releaseOwnLock } from '@prego/stacks';
export { type BroughtUp, bringUp, type WantedNodes } from './bring-up.ts';
export { type DriftLook, listStacks, lookForDrift } from './drift.ts';
export { type GivenBack, type GoingAway, giveBack } from './give-back.ts';
export { bringUpLibrary, type LibraryUp, seeLibrary, type WantedLibrary } from './library.ts';
export { type Plan, planStack, type WantedPlan } from './preview.ts';

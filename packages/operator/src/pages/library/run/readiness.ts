import type { ToldFault } from './form-faults.ts';

/** What stands between the entries and a run. */
export interface Readiness {
  /** Nobody's fault yet: nothing is there, or what is there is still being typed. */
  readonly toFill: readonly ToldFault[];
  readonly toMend: readonly ToldFault[];
}

/**
 * The faults by what they ask for. Once it was tried to run it, what is missing is a fault like any other. `isSaid`: whether
 * the fault is said beside its field by now.
 */
export function readinessOf(
  faults: readonly ToldFault[],
  tried: boolean,
  isSaid: (fault: ToldFault) => boolean,
): Readiness {
  const isToFill = (fault: ToldFault) => !tried && (fault.fault === 'missing' || !isSaid(fault));
  return { toFill: faults.filter(isToFill), toMend: faults.filter((fault) => !isToFill(fault)) };
}

import { DriftPanel } from './drift-panel.tsx';
import { OrphansPanel } from './orphans-panel.tsx';

/** Where the cloud, the states and our nodes differ, and what that costs. Nothing is destroyed from here. */
export function OrphansTab() {
  return (
    <>
      <OrphansPanel />
      <DriftPanel />
    </>
  );
}

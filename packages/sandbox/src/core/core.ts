import { Clock, type ClockSetting } from './clock.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { Projects } from './projects.ts';
import { Store } from './store.ts';

/** What every emulator works on: the state, the time, and what is to go wrong. */
export interface Core {
  store: Store;
  clock: Clock;
  projects: Projects;
  faults: Faults;
  journal: Journal;
  ledger: Ledger;
  /** `bytes` random bytes, lower-case hexadecimal. Injected, so that tests can repeat a run. */
  randomHex: (bytes: number) => string;
  /** To be called after a commit that may have moved a deadline or a machine; does its work later, never throws. */
  changed: () => void;
}

export interface CoreOptions {
  /** SQLite file; `:memory:` for state that ends with the process. */
  path: string;
  wall: () => number;
  randomHex: (bytes: number) => string;
}

export function openCore(options: CoreOptions): Core {
  const store = new Store(options.path);
  return {
    store,
    clock: new Clock(options.wall, store.readSetting<ClockSetting>('clock')),
    projects: new Projects(store),
    faults: new Faults(store),
    journal: new Journal(store),
    ledger: new Ledger(store),
    randomHex: options.randomHex,
    changed: () => {},
  };
}

import type { LibraryChoices, LibraryInputs, TemplateManifest } from '@prego/contracts';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { choose, inputsOf, withSole } from './run-inputs.ts';
import type { InputName } from './run-search.ts';

/** Milliseconds after the last key until the address follows: browsers count how often a page changes it. */
const TYPING_MS = 300;

export interface Entries {
  readonly inputs: LibraryInputs;
  set(name: InputName, value: string): void;
  /** The field was left: what is wrong with it is said from then on. */
  leave(name: InputName): void;
  hasLeft(name: string): boolean;
  /** Has the address say what was chosen, at once. */
  keep(): Promise<void>;
}

/** What is filled in. It begins as the address has it, and the address follows it. */
export function useEntries(manifest: TemplateManifest, choices: LibraryChoices): Entries {
  const search = useSearch({ from: '/library/templates/$template/run' });
  const router = useRouter();
  const [chosen, setChosen] = useState(() => withSole(search, choices));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const kept = useRef(search);
  const [page] = useState(router.latestLocation.pathname);
  const { id } = manifest;
  const keep = useCallback(async () => {
    // On the way to another page, whose script may still be on its way: nobody is to be called back from there.
    if (kept.current === chosen || router.latestLocation.pathname !== page) return;
    kept.current = chosen;
    const params = { template: id };
    await router.navigate({
      to: '/library/templates/$template/run',
      params,
      search: chosen,
      replace: true,
      resetScroll: false,
    });
  }, [chosen, id, page, router]);
  useEffect(() => {
    const timer = setTimeout(() => void keep(), TYPING_MS);
    return () => clearTimeout(timer);
  }, [keep]);
  return {
    inputs: inputsOf(chosen, manifest),
    set: (name, value) => setChosen((before) => choose(before, name, value, choices)),
    leave: (name) => setLeft((before) => (before.has(name) ? before : new Set([...before, name]))),
    hasLeft: (name) => left.has(name),
    keep,
  };
}

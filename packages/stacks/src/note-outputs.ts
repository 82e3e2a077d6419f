import { Output } from '@pulumi/pulumi';

/**
 * Follows what a program reports. `registered` goes to the engine; `read` gives the same tree with plain values, once
 * the program has ended. What a preview can't know yet is left out. This spares the CLI runs that would read it back.
 */
export function noteOutputs(tree: Readonly<Record<string, unknown>>): {
  registered: Record<string, unknown>;
  read: () => Record<string, unknown>;
} {
  const notes: Record<string, unknown> = {};
  const registered = note(tree, notes);
  return { registered: registered as Record<string, unknown>, read: () => notes };
}

function note(value: unknown, into: Record<string, unknown> | unknown[]): unknown {
  const visit = (key: string, child: unknown): unknown => {
    const put = (known: unknown): void => {
      (into as Record<string, unknown>)[key] = known;
    };
    if (Output.isInstance(child)) {
      return child.apply((known) => {
        put(known);
        return known;
      });
    }
    if (typeof child !== 'object' || child === null) {
      put(child);
      return child;
    }
    const nested = Array.isArray(child) ? [] : {};
    put(nested);
    return note(child, nested);
  };
  if (Array.isArray(value)) return value.map((child, index) => visit(String(index), child));
  return Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, visit(key, child)]));
}

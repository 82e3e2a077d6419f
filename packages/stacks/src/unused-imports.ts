import { createRequire, Module } from 'node:module';

/**
 * What @pulumi/pulumi loads at its start only to ship closures as code (dynamic providers, magic functions), of which
 * there are none here: a TypeScript compiler and npm's dependency solver, more than half of its modules and of the time
 * that the import of it takes. Importing this file before it puts that off until the first use of either, if ever.
 */
const PUT_OFF = ['typescript', '@npmcli/arborist'];

for (const name of PUT_OFF) putOff(name);

function putOff(name: string): void {
  const pulumi = resolved(import.meta.url, '@pulumi/pulumi');
  const path = pulumi && resolved(pulumi, name);
  // A bundle has neither; and where it is loaded already nothing is to be won.
  if (pulumi === undefined || path === undefined) return;
  const requireIt = createRequire(pulumi);
  if (requireIt.cache[path] !== undefined) return;
  const load = (): object => {
    if (requireIt.cache[path] === standIn) delete requireIt.cache[path];
    return requireIt(name);
  };
  const standIn = new Module(path);
  standIn.loaded = true;
  // `__esModule` keeps the importer from copying the members one by one, which would load them all.
  standIn.exports = new Proxy(
    { __esModule: true },
    {
      get: (own, key) => (key in own ? true : Reflect.get(load(), key)),
      has: (own, key) => key in own || Reflect.has(load(), key),
    },
  );
  requireIt.cache[path] = standIn;
}

function resolved(from: string, name: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

// Stands for what @pulumi/pulumi imports only to ship closures as code (dynamic providers, magic functions), of which there
// are none here: TypeScript's compiler and npm's dependency solver. `__esModule` keeps importers from copying the members.
module.exports = new Proxy(
  { __esModule: true },
  {
    get(own, key) {
      if (key in own) return own[key];
      throw new Error(
        `${String(key)} is not in this bundle: TypeScript's compiler and npm's dependency solver were left out.`,
      );
    },
  },
);

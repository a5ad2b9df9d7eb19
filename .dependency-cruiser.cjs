/** What the house test does not look at: packages. Rooms, circles and names are in test/house.test.ts. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'No circle, type-only ones included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-dev',
      comment: 'What runs after `npm ci --omit=dev` may not need a development package.',
      severity: 'error',
      from: { path: '^(api|bot|channels|flows|migrations|nlu|[a-z]+\\.ts$)', pathNot: '^nlu/(train|evaluate)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'not-unlisted',
      comment: 'Every package is named in package.json, with its exact version.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'not-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

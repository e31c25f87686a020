// The line of modules, as rules: each may import only what stands left of it, and only its public face.
const line = [
  'identity',
  'sign-in',
  'hours',
  'regions',
  'sources',
  'directory',
  'keys',
  'audit',
  'privacy',
  'workforce',
  'contact',
  'chat',
];
const modules = 'server/modules/';

const leftToRight = line.map((name, place) => ({
  name: `${name}-imports-only-what-stands-left`,
  severity: 'error',
  from: { path: `^${modules}${name}/` },
  to: { path: `^${modules}(${line.slice(place + 1).join('|') || '-'})/` },
}));

const publicFaces = line.map((name) => ({
  name: `${name}-is-entered-through-its-face`,
  severity: 'error',
  from: {
    path: `^(server|site|bench|tools|e2e)/`,
    pathNot: `^${modules}${name}/|\\.test\\.ts$|^bench/|^server/main\\.ts$`,
  },
  to: { path: `^${modules}${name}/`, pathNot: [`^${modules}${name}/index\\.ts$`, '/contract\\.ts$'] },
}));

export default {
  forbidden: [
    ...leftToRight,
    ...publicFaces,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'platform-knows-no-word-of-the-trade',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(server/modules|site|console)/' },
    },
    {
      name: 'contracts-are-portable',
      severity: 'error',
      from: { path: '/contract\\.ts$' },
      to: { pathNot: '/contract\\.ts$|node_modules/zod/' },
    },
    {
      name: 'site-sees-contracts-only',
      severity: 'error',
      from: { path: '^site/', pathNot: '\\.test\\.ts$' },
      to: { path: `^${modules}`, pathNot: '/contract\\.ts$' },
    },
    {
      name: 'console-sees-contracts-only',
      severity: 'error',
      from: { path: '^console/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(server|site)/', pathNot: '/contract\\.ts$|^site/(styles/)?tokens\\.css$' },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: {
        path: `^${modules}`,
        pathNot: '/(store|routes|jobs|files|index|ports|[a-z-]*-(routes|store))\\.ts$|\\.test\\.ts$',
      },
      to: {
        path: '^(node:)?(fs|fs/promises|http|https|net|child_process|os|worker_threads|process)$|^server/platform/database/',
      },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$|^testing/|^e2e/|^bench/|^tools/' },
      to: { path: '\\.test\\.ts$|^testing/|^bench/|^tools/' },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.generated\\.ts$|^console/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main'],
    },
  },
};

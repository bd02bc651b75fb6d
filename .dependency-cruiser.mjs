/**
 * The walls of the house (docs/architecture.md), as far as imports show them. Each rule has a seeded violation under
 * test/architecture/violations that proves that it fires. What imports do not show (the environment, signals, the
 * clock, who opens a secret) is in eslint.config.js.
 */
const words = String.raw`^src/(error-catalogue|clock|job|errors|secret)\.ts$`;
const graphError = String.raw`^src/graph-error\.ts$`;
const upstream = '^src/upstream/';
const datasources = '^src/datasources/';
const registry = String.raw`^src/providers\.ts$`;
const resolvers = '^src/resolvers/';
const door = String.raw`^src/datasources/[^/]+/index\.ts$`;
const emulator = '^src/datasources/[^/]+/(emulator|demo-world)';
const emulation = '^src/emulation/';
const demo = String.raw`^src/demo(/|\.ts$|-gateway\.ts$)`;
const main = String.raw`^src/main\.ts$`;
const gateway = String.raw`^src/gateway\.ts$`;
const server = String.raw`^src/(server|http)(/|\.ts$)`;

// Who may see what, as opposed to who somebody is: the rest of auth, which resolvers do not know.
const scopes = String.raw`^src/auth/(viewer|required-scopes|scope-directives|reveal)\.ts$`;

const graphqlPackages = 'node_modules/(graphql/|graphql-|@graphql-|@apollo/|@as-integrations/)';
const callingPackages = 'node_modules/(undici|@smithy|@aws-sdk|ws)/';
const callingModules = '^(node:)?(http|https|http2|net|tls|dgram)$';

/** Each layer and all that it may know of `src`; whatever is not named here is above it. */
const layers = [
  { name: 'upstream', path: upstream, may: [upstream, words], comment: 'Readers and transport know no provider.' },
  {
    name: 'datasources',
    path: datasources,
    // What an emulator may know is a rule of its own.
    except: [emulator],
    may: [datasources, upstream, words],
    comment: 'A provider knows the wire and the words, and nothing of who asks.',
  },
  {
    name: 'providers',
    path: registry,
    may: [datasources, upstream, words],
    comment: 'The registry names providers, and nothing that uses them.',
  },
  {
    name: 'graph-error',
    path: graphError,
    may: [words],
    comment: 'Errors of the graph are made of the words, and of nothing that throws them.',
  },
  {
    name: 'scopes',
    path: scopes,
    may: [scopes, graphError, words],
    comment: 'What a scope opens is decided by the viewer and the schema alone.',
  },
  {
    name: 'resolvers',
    path: resolvers,
    may: [resolvers, scopes, graphError, registry, datasources, upstream, words],
    comment: 'Resolvers map names; schema, plugins, tokens, config and the server are above them.',
  },
  {
    name: 'graph',
    path: String.raw`^src/((schema|sdl|config|sources|stores|operation|metrics|tracing)\.ts$|config/|graph/|observability/|plugins/|limits/|tracing/|auth/)`,
    mayNot: [main, server, gateway, demo],
    comment: 'Schema, plugins, auth and config do not know who puts them together.',
  },
  {
    name: 'gateway',
    path: gateway,
    mayNot: [main, server, demo],
    comment: 'The graph over its sources knows no transport and no demo.',
  },
  { name: 'server', path: server, mayNot: [main], comment: 'Nothing knows main.ts, the one file that acts on import.' },
];

function toLayerRule({ name, path, except = [], may, mayNot, comment }) {
  return {
    name: `layer-${name}`,
    comment,
    severity: 'error',
    from: { path, pathNot: except },
    to: may === undefined ? { path: mayNot } : { path: '^src/', pathNot: may },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'words-import-nothing',
      comment: 'The words that all share know nothing of those who use them, nor of any library.',
      severity: 'error',
      from: { path: words },
      to: { pathNot: words },
    },
    ...layers.map(toLayerRule),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other at run time are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'providers-know-no-graphql',
      comment: 'Neither data sources nor what is under them reach GraphQL, not even through a friend.',
      severity: 'error',
      from: { path: [datasources, upstream] },
      to: { path: graphqlPackages, reachable: true },
    },
    {
      name: 'resolvers-never-call-out',
      comment: 'A resolver neither calls out nor signs: it asks a loader.',
      severity: 'error',
      from: { path: resolvers },
      to: { path: [callingPackages, callingModules, String.raw`^src/upstream/([^/]*sign[^/]*|transport)\.ts$`] },
    },
    {
      name: 'resolvers-know-only-types-below',
      comment:
        'What runs below comes to a resolver in its context; an ask and the plan are data, which answer by looking.',
      severity: 'error',
      from: { path: resolvers },
      to: { path: upstream, pathNot: String.raw`^src/upstream/(ask|plan)\.ts$`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'providers-are-strangers',
      comment: 'Nothing of one provider is needed to read another.',
      severity: 'error',
      from: { path: '^src/(?:datasources|resolvers)/([^/]+)/' },
      to: { path: '^src/(?:datasources|resolvers)/[^/]+/', pathNot: '^src/(?:datasources|resolvers)/$1/' },
    },
    {
      name: 'one-door',
      comment: 'A data source is entered by its index.ts; the demo may fetch its emulator.',
      severity: 'error',
      from: { path: '^src/', pathNot: [datasources, demo] },
      to: { path: datasources, pathNot: [door] },
    },
    {
      name: 'emulators-share-no-code',
      comment: 'A fault that client and emulator share would cancel out: each reads the wire by itself.',
      severity: 'error',
      from: { path: [emulator, emulation, demo] },
      to: { path: [datasources, upstream], pathNot: [emulator] },
    },
    {
      name: 'emulators-stay-apart',
      comment: 'Emulators are for the demo and for tests; only a door, main.ts and the server may load them.',
      severity: 'error',
      from: { path: '^src/', pathNot: [emulator, emulation, demo, door, main, server] },
      to: { path: [emulator, emulation, demo] },
    },
    {
      name: 'emulators-load-lazily',
      comment: 'A gateway over real providers never loads an emulator.',
      severity: 'error',
      from: { path: [door, main, server] },
      to: { path: [emulator, emulation, demo], dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
  ],
  options: {
    // Type-only imports are knowledge too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], conditionNames: ['node', 'import', 'require'] },
  },
};

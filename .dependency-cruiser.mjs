/**
 * The walls of the house (docs/architecture.md), as far as imports show them. Each rule has a seeded violation under
 * test/architecture/violations that proves that it fires; those of the rooms are made by the test. What imports do not show (the environment, signals, the
 * clock, who opens a secret) is in eslint.config.js.
 */
import { rooms, toPath } from './rooms.mjs';

const datasources = '^src/datasources/';
const resolvers = '^src/resolvers/';
const below = '^src/(provider|calls|jobs)/';
const door = String.raw`^src/datasources/[^/]+/index\.ts$`;
const emulators = '^emulators/';
const demo = '^emulators/demo/';
const main = String.raw`^src/main\.ts$`;
const cli = '^cli/';
const command = String.raw`^cli/main\.ts$`;
// What a command may load of the server, each when it is needed.
const serverParts = String.raw`^cli/(local-graph|config-check|config-reach)\.ts$`;
const signIn = String.raw`^client/sign-in\.ts$`;
// What makes the lines of logs harmless, for the page and the command.
const logRuns = String.raw`^client/(log-runs|sgr)\.ts$`;
const graphErrors = String.raw`^src/errors/graph-error\.ts$`;

// Who may see what, as opposed to who somebody is: the rest of auth, which resolvers do not know.
const scopes = String.raw`^src/auth/(requester|viewer|required-scopes|scope-directives|reveal)\.ts$`;

const graphqlPackages = 'node_modules/(graphql/|graphql-|@graphql-|@apollo/|@as-integrations/)';
const cluster = '^src/cluster/';
const storePackages = 'node_modules/(ioredis|iovalkey|redis|@redis|@valkey)/';
const callingPackages = 'node_modules/(undici|@smithy|@aws-sdk|ws)/';
const callingModules = '^(node:)?(http|https|http2|net|tls|dgram)$';

function toRoomRule(room) {
  const allowed = [room, ...rooms.filter(({ name }) => room.uses.includes(name))].map(toPath);
  return {
    name: `room-${room.name}`,
    comment: `${room.name} may use ${room.uses.join(', ') || 'nothing of src'}: see rooms.mjs.`,
    severity: 'error',
    from: { path: toPath(room) },
    to: { path: '^src/', pathNot: allowed },
  };
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'words-import-nothing',
      comment: 'The words and errors that all share need no library; errors of the graph are graphql errors.',
      severity: 'error',
      from: {
        path: ['^src/provider/contract/(job|secret)\\.ts$', '^src/platform/clock\\.ts$', '^src/errors/'],
        pathNot: graphErrors,
      },
      to: { pathNot: '^src/' },
    },
    ...rooms.map(toRoomRule),
    {
      name: 'commands-load-lazily',
      comment: 'A command that asks a gateway loads no server.',
      severity: 'error',
      from: { path: cli, pathNot: serverParts },
      to: {
        path: ['^src/', serverParts],
        pathNot: String.raw`^src/(package-files\.ts$|platform/|settings/|provider/contract/job\.ts$)`,
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing uses is dead, or belongs to the tests.',
      severity: 'error',
      // The explorer's pages load theirs by name.
      from: {
        orphan: true,
        path: '^src/',
        pathNot: [main, command, String.raw`^src/transports/pages/explorer/[^/]+-boot\.js$`],
      },
      to: {},
    },
    {
      name: 'gateway-and-clients-are-strangers',
      comment: 'The gateway, its page and its clients meet in the graph alone; the command stands on the client.',
      severity: 'error',
      from: { path: '^(src|console|client)/' },
      to: { path: '^(src|console|client|cli)/', pathNot: ['^$1/', signIn, logRuns] },
    },
    {
      name: 'command-and-page-are-strangers',
      comment: 'The command stands on the client; with the page it shares the rules of sign-in, which are there.',
      severity: 'error',
      from: { path: cli },
      to: { path: '^console/' },
    },
    {
      name: 'sign-in-is-for-page-and-command',
      comment: 'Neither the gateway nor what is published for other programs signs anybody in.',
      severity: 'error',
      from: { pathNot: '^(cli|console)/' },
      to: { path: signIn },
    },
    {
      name: 'raw-lines-are-for-page-and-command',
      comment: 'The gateway has words of its own for what is safe: the one judges the other.',
      severity: 'error',
      from: { pathNot: String.raw`^(cli|console)/|^client/(log-runs|sgr)\.ts$` },
      to: { path: logRuns },
    },
    {
      name: 'console-state-is-plain',
      comment: 'What the page shows is worked out without a browser, and without the graph’s client.',
      severity: 'error',
      from: { path: '^console/src/state/' },
      to: { path: '^console/', pathNot: String.raw`^console/src/(state/|graph/graphql\.generated\.ts$)` },
    },
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
      from: { path: [datasources, below] },
      to: { path: graphqlPackages, reachable: true },
    },
    {
      name: 'resolvers-never-call-out',
      comment: 'A resolver neither calls out nor signs: it asks a loader.',
      severity: 'error',
      from: { path: resolvers },
      to: {
        path: [
          callingPackages,
          callingModules,
          String.raw`^src/provider/(aws/|access/|contract/signer\.ts$|transport\.ts$)`,
        ],
      },
    },
    {
      name: 'resolvers-know-only-types-below',
      comment:
        'What runs below comes to a resolver in its context; requested fields, the plan, and cursors, pages and issues of logs are data, which answer by looking.',
      severity: 'error',
      from: { path: resolvers },
      to: {
        path: below,
        pathNot: String.raw`^src/(provider/contract/(plain-form|job|secret)|jobs/(reading/(plan|job-id)|log/(cursor|issue|page)))\.ts$`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resolvers-know-scopes',
      comment: 'Who may see what is a resolver’s business; who somebody is, and where tokens come from, is not.',
      severity: 'error',
      from: { path: [resolvers, scopes] },
      to: { path: '^src/auth/', pathNot: scopes },
    },
    {
      name: 'providers-are-strangers',
      comment: 'Nothing of one provider is needed to read or emulate another.',
      severity: 'error',
      from: { path: '^(?:src/datasources|src/resolvers|emulators)/([^/]+)/', pathNot: demo },
      to: {
        path: '^(?:src/datasources|src/resolvers|emulators)/[^/]+/',
        pathNot: ['^src/datasources/$1/', '^src/resolvers/$1/', '^emulators/$1/', '^emulators/kit/'],
      },
    },
    {
      name: 'one-door',
      comment: 'A data source is entered by its index.ts.',
      severity: 'error',
      from: { path: ['^(src|cli)/', demo], pathNot: datasources },
      to: { path: datasources, pathNot: [door] },
    },
    {
      name: 'emulators-share-no-code',
      comment: 'A fault that gateway and emulator share would cancel out: each reads the wire by itself.',
      severity: 'error',
      from: { path: emulators, pathNot: demo },
      to: { path: '^(src|cli|console|client)/' },
    },
    {
      name: 'emulators-stay-apart',
      comment: 'Emulators are for the demo and for tests: only main.ts loads them.',
      severity: 'error',
      from: { path: '^(src|cli|console|client)/', pathNot: main },
      to: { path: emulators },
    },
    {
      name: 'emulators-load-lazily',
      comment: 'A gateway over real providers never loads an emulator.',
      severity: 'error',
      from: { path: main },
      to: { path: emulators, dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
    {
      name: 'one-client-of-the-store',
      comment: 'What several processes share is asked for and kept by one room.',
      severity: 'error',
      from: { path: '^src/', pathNot: cluster },
      to: { path: storePackages },
    },
    {
      name: 'cluster-loads-lazily',
      comment: 'A gateway that works by itself loads nothing of the cluster.',
      severity: 'error',
      from: { path: '^src/', pathNot: cluster },
      to: { path: cluster, dependencyTypesNot: ['dynamic-import', 'type-only'] },
    },
  ],
  options: {
    // Type-only imports are knowledge too.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['node', 'import', 'require'],
    },
  },
};

/**
 * The rooms of src, from the floor up, and what each may use. A room may use itself. A room names only
 * rooms that stand above it in this list, so no two need each other. Checked by dependency-cruiser; docs/architecture.md shows it as a picture.
 */
export const rooms = [
  { name: 'words', path: String.raw`src/(clock|job|loopback|package-files|secret)\.ts`, uses: [] },
  { name: 'settings', uses: ['words'] },
  { name: 'cli', uses: ['words', 'settings'] },
  { name: 'errors', uses: ['words'] },
  { name: 'executor', uses: [] },
  { name: 'emulation', uses: [] },
  { name: 'provider', uses: ['words', 'settings', 'errors'] },
  { name: 'decode', uses: ['words', 'provider'] },
  { name: 'aws', uses: ['words', 'errors', 'provider', 'decode'] },
  { name: 'calls', uses: ['words', 'errors', 'provider'] },
  { name: 'access', uses: ['words', 'settings', 'errors', 'provider', 'decode', 'calls'] },
  { name: 'jobs', uses: ['words', 'errors', 'provider', 'calls'] },
  { name: 'datasources', uses: ['words', 'settings', 'errors', 'provider', 'decode', 'aws', 'access', 'emulation'] },
  { name: 'registry', path: String.raw`src/providers\.ts`, uses: ['provider', 'datasources'] },
  { name: 'auth', uses: ['words', 'errors'] },
  { name: 'config', uses: ['words', 'settings', 'provider', 'access', 'registry', 'auth'] },
  { name: 'resolvers', uses: ['words', 'errors', 'provider', 'calls', 'jobs', 'datasources', 'registry', 'auth'] },
  { name: 'limits', uses: ['words', 'errors', 'executor', 'provider', 'jobs', 'auth', 'resolvers'] },
  { name: 'cluster', uses: ['words', 'calls', 'jobs', 'config', 'limits'] },
  { name: 'answers', uses: ['executor', 'calls', 'auth', 'resolvers', 'limits'] },
  {
    name: 'graph',
    uses: [
      'words',
      'settings',
      'errors',
      'executor',
      'calls',
      'jobs',
      'registry',
      'auth',
      'config',
      'resolvers',
      'limits',
      'answers',
    ],
  },
  { name: 'observability', uses: ['words', 'calls', 'jobs', 'auth', 'config', 'cluster'] },
  { name: 'pages', uses: ['words'] },
  { name: 'explorer', uses: ['words', 'pages'] },
  { name: 'console', uses: ['words', 'config', 'pages'] },
  {
    name: 'http',
    uses: [
      ...['words', 'errors', 'executor', 'auth', 'config', 'limits', 'answers', 'graph', 'observability'],
      ...['explorer', 'console'],
    ],
  },
  {
    name: 'web-socket',
    uses: ['words', 'errors', 'executor', 'calls', 'auth', 'config', 'limits', 'graph', 'observability', 'http'],
  },
  { name: 'callback', uses: ['settings', 'errors', 'executor', 'provider', 'calls', 'auth', 'config', 'graph'] },
  {
    name: 'server',
    path: String.raw`src/server\.ts`,
    uses: [
      ...['words', 'calls', 'auth', 'config', 'cluster', 'limits', 'graph', 'observability'],
      ...['http', 'web-socket', 'callback'],
    ],
  },
  { name: 'command-line', path: String.raw`src/command-line\.ts`, uses: [] },
  {
    name: 'demo',
    uses: ['words', 'emulation', 'registry', 'auth', 'config', 'observability', 'server', 'command-line'],
  },
  {
    name: 'config-check',
    path: String.raw`src/config-check\.ts`,
    uses: ['words', 'errors', 'jobs', 'config', 'graph'],
  },
  {
    name: 'local-graph',
    path: String.raw`src/local-graph\.ts`,
    uses: ['words', 'cli', 'auth', 'config', 'graph'],
  },
  {
    name: 'cli-program',
    path: String.raw`src/cli\.ts`,
    uses: ['cli', 'graph', 'config-check', 'local-graph'],
  },
  {
    name: 'main',
    path: String.raw`src/main\.ts`,
    uses: ['words', 'config', 'observability', 'http', 'server', 'command-line', 'demo'],
  },
];

/** A regular expression for the files of a room. */
export function toPath({ name, path }) {
  return path === undefined ? `^src/${name}/` : `^${path}$`;
}

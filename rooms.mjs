/**
 * The rooms of src, from the floor up, and what each may use. A room may use itself. A room names only rooms that stand above it
 * in this list, so no two need each other. A name with a slash is a room inside a room; a room without its inner rooms is the
 * files that stand loose in its folder. Checked by dependency-cruiser; docs/architecture.md shows it as a picture.
 */
export const rooms = [
  { name: 'platform', path: String.raw`src/(platform/.*|package-files)\.ts`, uses: [] },
  { name: 'settings', uses: ['platform'] },
  { name: 'errors', uses: [] },
  { name: 'provider/contract', uses: ['settings', 'errors'] },
  { name: 'provider', path: String.raw`src/provider/[^/]+\.ts`, uses: ['platform', 'errors', 'provider/contract'] },
  { name: 'provider/decode', uses: ['provider/contract'] },
  { name: 'provider/aws', uses: ['platform', 'settings', 'errors', 'provider/contract', 'provider/decode'] },
  {
    name: 'provider/access',
    uses: ['platform', 'settings', 'errors', 'provider/contract', 'provider/decode', 'provider'],
  },
  { name: 'calls', uses: ['platform', 'errors', 'provider/contract', 'provider'] },
  { name: 'jobs/reading', uses: ['platform', 'errors', 'provider/contract', 'calls'] },
  { name: 'jobs/lists', uses: ['errors', 'provider/contract', 'calls', 'jobs/reading'] },
  { name: 'jobs/checks', uses: ['platform', 'errors', 'provider/contract', 'calls', 'jobs/reading', 'jobs/lists'] },
  { name: 'jobs/log', uses: ['platform', 'errors', 'provider/contract', 'provider', 'calls'] },
  { name: 'jobs/pushes', uses: ['platform', 'errors', 'provider/contract', 'calls'] },
  {
    name: 'jobs/queues',
    uses: [
      ...['platform', 'errors', 'provider/contract', 'provider', 'provider/decode', 'provider/aws', 'calls'],
      'jobs/pushes',
    ],
  },
  { name: 'jobs/webhooks', uses: ['errors', 'provider/contract', 'provider/decode', 'calls', 'jobs/pushes'] },
  {
    name: 'jobs',
    path: String.raw`src/jobs/[^/]+\.ts`,
    uses: [
      ...['platform', 'errors', 'provider/contract', 'provider', 'calls'],
      ...['jobs/reading', 'jobs/lists', 'jobs/checks', 'jobs/log', 'jobs/pushes'],
    ],
  },
  {
    name: 'jobs/watching',
    uses: [
      ...['platform', 'errors', 'provider/contract', 'calls'],
      ...['jobs/reading', 'jobs/lists', 'jobs/pushes', 'jobs'],
    ],
  },
  {
    name: 'datasources',
    uses: ['settings', 'errors', 'provider/contract', 'provider/decode', 'provider/aws', 'provider/access'],
  },
  { name: 'registry', path: String.raw`src/providers\.ts`, uses: ['provider/contract', 'datasources'] },
  { name: 'auth', uses: ['platform', 'errors', 'provider/contract'] },
  {
    name: 'config',
    uses: ['platform', 'settings', 'provider/contract', 'provider/access', 'registry', 'auth'],
  },
  {
    name: 'resolvers',
    uses: [
      ...['platform', 'errors', 'provider/contract', 'calls'],
      ...['jobs/reading', 'jobs/lists', 'jobs/checks', 'jobs/log', 'jobs', 'jobs/watching'],
      ...['datasources', 'registry', 'auth'],
    ],
  },
  { name: 'operation/run', uses: ['errors'] },
  {
    name: 'operation/cost',
    uses: [
      ...['platform', 'errors', 'provider/contract', 'jobs/reading', 'jobs/lists', 'jobs'],
      ...['auth', 'resolvers', 'operation/run'],
    ],
  },
  { name: 'operation/answers', uses: ['platform', 'operation/run', 'calls', 'auth', 'resolvers', 'operation/cost'] },
  {
    name: 'operation',
    path: String.raw`src/operation/[^/]+\.ts`,
    uses: [
      ...['platform', 'settings', 'errors', 'provider/contract', 'calls'],
      ...['jobs/reading', 'jobs/lists', 'jobs/checks', 'jobs/log', 'jobs/pushes', 'jobs/queues', 'jobs/webhooks'],
      ...['jobs', 'jobs/watching', 'registry'],
      ...['auth', 'config', 'resolvers'],
      ...['operation/run', 'operation/cost', 'operation/answers'],
    ],
  },
  { name: 'cluster', uses: ['platform', 'calls', 'jobs/reading', 'jobs/pushes', 'config', 'operation/cost'] },
  {
    name: 'observability',
    uses: [
      ...['platform', 'errors', 'provider/contract', 'calls'],
      ...['jobs/reading', 'jobs/checks', 'jobs/pushes', 'jobs'],
      ...['auth', 'config', 'cluster'],
    ],
  },
  { name: 'transports/pages', uses: ['platform', 'config'] },
  {
    name: 'transports/http',
    uses: [
      ...['platform', 'errors', 'jobs/webhooks', 'auth', 'config'],
      ...['operation/run', 'operation/cost', 'operation/answers', 'operation', 'observability', 'transports/pages'],
    ],
  },
  {
    name: 'transports/web-socket',
    uses: [
      ...['platform', 'errors', 'calls', 'auth', 'config', 'operation/run', 'operation/cost', 'operation'],
      ...['observability', 'transports/http'],
    ],
  },
  {
    name: 'transports/callback',
    uses: [
      ...['platform', 'settings', 'errors', 'provider/contract', 'provider', 'calls', 'auth', 'config'],
      ...['operation/run', 'operation/cost', 'operation'],
    ],
  },
  {
    name: 'server',
    path: String.raw`src/server\.ts`,
    uses: [
      ...['platform', 'calls', 'auth', 'config', 'cluster', 'operation/cost', 'operation', 'observability'],
      ...['transports/http', 'transports/web-socket', 'transports/callback'],
    ],
  },
  {
    name: 'main',
    path: String.raw`src/main\.ts`,
    uses: ['platform', 'config', 'observability', 'transports/http', 'server'],
  },
];

/** A regular expression for the files of a room. */
export function toPath({ name, path }) {
  return path === undefined ? `^src/${name}/` : `^${path}$`;
}

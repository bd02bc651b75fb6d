#!/usr/bin/env node
// Packs what `npm run build` has made into the tarball that is published: it needs no other package. Prints its file.
// Usage: npm run pack [-- FOLDER]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const sdl = readdirSync(join(root, 'schema')).filter((name) => name.endsWith('.graphql'));
const files = [
  ...['bin/jobgraph.js', 'dist', 'config.schema.json', 'jobgraph.example.yaml', 'README.md', 'LICENSE'],
  // What README leads to, and operators need: pages, policies, alerts, manifests.
  ...['docs', 'deploy', 'CHANGELOG.md', 'SECURITY.md'],
  // What the pages lead to.
  ...[
    'CONTRIBUTING.md',
    'bench/README.md',
    'bench/RESULTS.md',
    'bench/results.svg',
    'examples/watch.ts',
    'schema/changes/README.md',
  ],
  ...['cli/operations.generated.json', 'schema/snapshot/api.graphql'],
  // What the pages read when they are asked for.
  ...['graphiql-boot.js', 'graphiql-fixes.css', 'sandbox-boot.js', 'sandbox.css'].map(
    (name) => `src/transports/pages/explorer/${name}`,
  ),
  'src/transports/pages/icon.svg',
  // What `completion` prints.
  'cli/completion',
  // What `jobs get` asks for.
  'client/job-detail.generated.graphql',
  ...sdl.map((name) => `schema/${name}`),
];

/** The licences of the packages in the bundle, which the build writes beside it. */
const licenses = 'THIRD_PARTY_LICENSES';

/** Files that have another place in the package, which is their name in its exports, too. */
const moved = {
  // For clients; for routers.
  'schema.graphql': 'schema/snapshot/api.graphql',
  'supergraph-schema.graphql': 'schema/snapshot/jobgraph.graphql',
  'possible-types.json': 'schema/snapshot/possible-types.json',
  // What gateways can register.
  'operations/command.json': 'cli/operations.generated.json',
  'operations/client.json': 'client/operations.generated.json',
};

/**
 * The checkout's manifest without what only the checkout needs, such as scripts and packages: the bundle holds these. The
 * addresses are there once docs/releasing.md has been followed.
 */
function toManifest(checkout) {
  const { name, version, description, keywords, homepage, bugs, license, repository, type, engines, bin } = checkout;
  const exports = {
    './client': { types: './dist/client/index.d.ts', default: './dist/client/index.js' },
    ...Object.fromEntries(Object.keys(moved).map((file) => [`./${file}`, `./${file}`])),
    './config.schema.json': './config.schema.json',
    './package.json': './package.json',
  };
  const about = { name, version, description, keywords, homepage, bugs, license, repository };
  return {
    ...about,
    type,
    engines,
    bin,
    files: [...files, ...Object.keys(moved), licenses],
    exports,
    publishConfig: checkout.publishConfig,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-pack-'));
try {
  for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
  for (const [file, source] of Object.entries(moved)) cpSync(join(root, source), join(folder, file));
  renameSync(join(folder, 'dist', licenses), join(folder, licenses));
  const manifest = toManifest(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const target = resolve(process.argv[2] ?? '.');
  mkdirSync(target, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', target], {
    cwd: folder,
    encoding: 'utf8',
  });
  process.stdout.write(`${join(target, packed.trim())}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

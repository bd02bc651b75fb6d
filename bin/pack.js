#!/usr/bin/env node
// Packs what `npm run build` has made into the tarball that is published: it needs no other package. Prints its file.
// Usage: npm run pack [-- FOLDER]
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const sdl = readdirSync(join(root, 'schema')).filter((name) => name.endsWith('.graphql'));
const files = [
  ...['bin/jobgraph.js', 'dist', 'config.schema.json', 'jobgraph.example.yaml', 'README.md', 'LICENSE'],
  // What the pages read when they are asked for.
  ...['graphiql-boot.js', 'graphiql-fixes.css', 'sandbox-boot.js', 'sandbox.css'].map((name) => `src/explorer/${name}`),
  'src/pages/icon.svg',
  // What `completion` prints.
  'src/cli/completion',
  // What `jobs get` asks for.
  'client/job-detail.generated.graphql',
  ...sdl.map((name) => `schema/${name}`),
];

/** Files that have another place in the package, which is their name in its exports, too. */
const moved = {
  // For clients; for routers.
  'schema.graphql': 'schema/snapshot/api.graphql',
  'supergraph-schema.graphql': 'schema/snapshot/jobgraph.graphql',
  'possible-types.json': 'schema/snapshot/possible-types.json',
  // What gateways can register.
  'operations/command.json': 'src/cli/operations.generated.json',
  'operations/client.json': 'client/operations.generated.json',
};

/** The checkout's manifest without what only the checkout needs, such as scripts and packages: the bundle holds these. */
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
    files: [...files, ...Object.keys(moved)],
    exports,
    publishConfig: checkout.publishConfig,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'jobgraph-pack-'));
try {
  for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
  for (const [file, source] of Object.entries(moved)) cpSync(join(root, source), join(folder, file));
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

/** The tarball that is published, on machines with a Node.js and nothing else. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rolldown, type InputOptions } from 'rolldown';
import packageJson from '../../package.json' with { type: 'json' };
import config from '../../rolldown.config.ts';
import { providers } from '../../src/providers.ts';
import { testBehindProxies } from '../cli/behind-proxies.ts';
import { createMachine, type Machine, type Started } from './machine.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const askDemo = join(root, '.ci/ask-demo.js');

/** The programs of this name in the path, but for those that npm puts there for its scripts. */
function findInPath(name: string): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, name)).filter((file) => existsSync(file));
}

const npm = findInPath('npm')[0] ?? '';
const node22 = ['x64', 'arm64']
  .map((kind) => join(root, `test/package/node22/node_modules/node-linux-${kind}/bin/node`))
  .find((file) => existsSync(file));
const versionOf = (node: string): string => spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim();
const oldNode = findInPath('node').find((file) => /^v(1\d|20|21)\./.test(versionOf(file)));

if (node22 === undefined)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --prefix test/package/node22` was not run: the package on Node 22\n',
  );
if (oldNode === undefined)
  process.stderr.write('\n!!! SKIPPED, because the path has no Node older than 22: what the package says to it\n');

/** The modules of a bundle that is made here. */
async function listModules(input: InputOptions): Promise<readonly string[]> {
  const bundle = await rolldown({ cwd: root, ...input });
  const { output } = await bundle.generate();
  await bundle.close();
  return output.flatMap((part) => (part.type === 'chunk' ? Object.keys(part.modules) : []));
}

let folder: string;
let tarball: string;
let unpacked: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-tarball-'));
  const printed = execFileSync('npm', ['run', '--silent', 'pack', '--', folder], { cwd: root, encoding: 'utf8' });
  tarball = printed.trimEnd().split('\n').at(-1) ?? '';
  execFileSync('tar', ['xzf', tarball, '-C', folder]);
  unpacked = join(folder, 'package');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the tarball', () => {
  let files: readonly string[];

  beforeAll(() => {
    files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(unpacked.length + 1))
      .toSorted();
  });

  it('is smaller than 6 MB', () => {
    const { size } = statSync(tarball);

    process.stdout.write(`The tarball has ${(size / 1e6).toFixed(2)} MB.\n`);
    expect(size).toBeGreaterThan(1e6);
    expect(size).toBeLessThan(6e6);
  });

  it('holds what it needs, and no test, no map, no source', () => {
    const expected = [
      /^(LICENSE|THIRD_PARTY_LICENSES|README\.md|package\.json|config\.schema\.json|jobgraph\.example\.yaml)$/,
      /^(CHANGELOG|SECURITY|CONTRIBUTING)\.md$/,
      /^(bench\/(README|RESULTS)\.md|bench\/results\.svg|examples\/watch\.ts|schema\/changes\/README\.md)$/,
      /^(cli\/operations\.generated\.json|schema\/snapshot\/api\.graphql)$/,
      /^docs\/(decisions\/)?[\w-]+\.(md|png)$/,
      /^deploy\/[\w./-]+$/,
      /^bin\/jobgraph\.js$/,
      /^dist\/[\w.-]+\.js$/,
      /^dist\/console\/[\w-]+\.(js|css)(\.(br|gz))?$/,
      /^dist\/console\/(manifest|operations)\.json$/,
      /^client\/job-detail\.generated\.graphql$/,
      /^operations\/(command|client)\.json$/,
      /^dist\/client\/[\w.-]+\.(js|d\.ts)$/,
      /^(supergraph-)?schema\.graphql$/,
      /^possible-types\.json$/,
      /^schema\/[\w-]+(\.generated)?\.graphql$/,
      /^src\/transports\/pages\/(explorer\/)?[\w-]+\.(js|css|svg)$/,
      /^cli\/completion\/jobgraph\.\w+$/,
    ];

    expect(files.filter((file) => !expected.some((form) => form.test(file)))).toEqual([]);
    const forOperators = ['permissions/awsbatch.json', 'monitoring/alerts.yaml', 'kubernetes/base/kustomization.yaml'];
    expect(files).toEqual(expect.arrayContaining(forOperators.map((file) => `deploy/${file}`)));
    expect(files).toEqual(expect.arrayContaining(['CHANGELOG.md', 'THIRD_PARTY_LICENSES', 'docs/production.md']));
  });

  it('links to nothing that is not in it', () => {
    const pages = files.filter((file) => file.endsWith('.md'));
    const dead = pages.flatMap((page) =>
      [...readFileSync(join(unpacked, page), 'utf8').matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(unpacked, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );

    expect(pages.length).toBeGreaterThan(30);
    expect(dead).toEqual([]);
  });

  it('holds the terms of every package whose code is in it', async () => {
    const text = readFileSync(join(unpacked, 'THIRD_PARTY_LICENSES'), 'utf8');
    const sections = text.split(`${'-'.repeat(80)}\n`).slice(1);
    const titles = sections.flatMap((section) => section.split('\n\n')[0]?.split('\n') ?? []);

    const modules = (
      await Promise.all([
        listModules({ input: config.input, platform: config.platform, plugins: config.plugins }),
        listModules({
          input: 'console/src/main.tsx',
          platform: 'browser',
          tsconfig: 'console/tsconfig.json',
          // Style sheets are no modules of a package.
          moduleTypes: { '.css': 'empty' },
        }),
        listModules({ input: 'client/index.ts', platform: 'neutral', tsconfig: 'client/tsconfig.json' }),
      ])
    ).flat();
    const bundled = new Set(
      modules.flatMap((module) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module)?.[1] ?? []),
    );
    // What the pages send as it is.
    bundled.add('graphql-ws').add('react').add('monaco-editor').add('graphiql');
    expect(bundled.size).toBeGreaterThan(150);
    expect([...bundled].filter((name) => !titles.some((title) => title.startsWith(`${name} `)))).toEqual([]);
    for (const section of sections) {
      expect(section).toMatch(/\n\n(.*\n){5}/);
      expect(section).toMatch(/copyright|public domain|apache license/i);
    }
  });

  it('holds the terms of the GraphiQL that is in it', () => {
    const { version } = JSON.parse(
      readFileSync(join(root, 'node_modules/@graphql-yoga/render-graphiql/package.json'), 'utf8'),
    ) as { readonly version: string };

    expect(readFileSync(join(unpacked, 'THIRD_PARTY_LICENSES'), 'utf8')).toContain(
      `GraphiQL, as @graphql-yoga/render-graphiql ${version} holds it`,
    );
  });

  it('says nothing of the machine that built it, and keeps no secret', () => {
    const own = [root.replace(/\/$/, ''), realpathSync(root), homedir(), tmpdir()].filter((path) => path.length > 5);
    const { npm_config_registry: registry = 'http://127.0.0.1:1/' } = process.env;
    const texts = files
      .filter((file) => !/\.(br|gz)$/.test(file))
      .map((file) => ({ file, text: readFileSync(join(unpacked, file), 'utf8') }));

    const holding = (sign: string | RegExp): readonly string[] =>
      texts
        .filter(({ text }) => (typeof sign === 'string' ? text.includes(sign) : sign.test(text)))
        .map(({ file }) => file);
    expect(own.length).toBeGreaterThan(0);
    expect(own.flatMap(holding)).toEqual([]);
    expect(registry.includes('registry.npmjs.org') ? [] : holding(new URL(registry).host)).toEqual([]);
    expect(holding(/^\/\/# sourceMappingURL=/m)).toEqual([]);
    expect(holding(/-----BEGIN [A-Z ]*PRIVATE KEY-----\\?n?\s*[A-Za-z0-9+/]{40}/)).toEqual([]);
    expect(holding(/\b(npm_|ghp_|github_pat_)[A-Za-z0-9_]{30,}/)).toEqual([]);
  });

  it('has a manifest to publish: complete, without packages and scripts, and with its exports in place', () => {
    const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));

    expect(manifest).toMatchObject({
      name: 'jobgraph',
      version: packageJson.version,
      license: 'MIT',
      keywords: expect.arrayContaining(['graphql']),
      engines: packageJson.engines,
      publishConfig: { access: 'public', provenance: true },
    });
    expect(Object.keys(manifest).filter((key) => /private|scripts|ependencies/.test(key))).toEqual([]);
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target as Record<string, string>),
    );
    expect(targets.filter((target) => !files.includes(target.replace('./', '')))).toEqual([]);
    expect(Object.keys(manifest.exports)).toEqual(
      expect.arrayContaining([
        './client',
        './schema.graphql',
        './supergraph-schema.graphql',
        './possible-types.json',
        './operations/command.json',
        './operations/client.json',
        './config.schema.json',
        './package.json',
      ]),
    );
  });
});

for (const node of [process.execPath, node22])
  describe.skipIf(node === undefined)(`the command of the tarball on Node ${versionOf(node ?? 'node')}`, () => {
    testBehindProxies(() => ({ node: node ?? '', program: join(unpacked, 'bin/jobgraph.js') }));
  });

describe('the checkout', () => {
  it('is not packed itself, and says what is', () => {
    const { status, stderr } = spawnSync('npm', ['pack', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    });

    expect(status).not.toBe(0);
    expect(stderr).toContain('Make that by "npm run pack"');
  });
});

for (const node of [process.execPath, node22]) {
  describe.skipIf(node === undefined)(`an empty folder with the tarball and Node ${versionOf(node ?? 'node')}`, () => {
    let machine: Machine;
    let demo: Started | undefined;

    beforeEach(() => {
      machine = createMachine(node ?? '', dirname(npm));
      execFileSync('cp', [tarball, machine.folder]);
    });

    afterEach(async () => {
      await demo?.stop();
      demo = undefined;
      machine.remove();
    });

    it('starts the demo by npx, which answers its first query, shows the console, and lists jobs', async () => {
      const file = `./${basename(tarball)}`;
      const began = performance.now();

      demo = machine.start('npx', '--yes', file, '--port', '0');
      await demo.shows('/graphql');
      const asked = await machine.run('node', askDemo, demo.output, '60');
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(readFileSync(demo.output, 'utf8'))?.[0] ?? '';
      const listed = await machine.run('npx', '--yes', file, 'jobs', 'ls', '--url', url);
      const seconds = (performance.now() - began) / 1000;

      process.stdout.write(
        `Demo, first query, console and \`jobs ls\` took ${seconds.toFixed(1)} s on ${versionOf(node ?? '')}.\n`,
      );
      expect(asked).toMatchObject({
        status: 0,
        stdout: expect.stringContaining(`answers for ${providers.length} sources`),
      });
      expect(listed).toMatchObject({ status: 0 });
      expect(listed.stdout.trim().split('\n')).toHaveLength(20);
    });

    it('installs without a registry, as one package, with all that the command prints from itself', async () => {
      const installed = await machine.run('npm', 'install', '--offline', `./${basename(tarball)}`);
      const print = (...words: readonly string[]) => machine.run('npx', '--offline', 'jobgraph', ...words);

      expect(installed).toMatchObject({ status: 0, stdout: expect.stringContaining('added 1 package') });
      expect(await print('--version')).toMatchObject({ status: 0, stdout: `${packageJson.version}\n` });
      expect(await print('schema', 'print')).toMatchObject({
        status: 0,
        stdout: readFileSync(join(root, 'schema/snapshot/jobgraph.graphql'), 'utf8'),
      });
      expect(await print('config', 'schema')).toMatchObject({
        status: 0,
        stdout: readFileSync(join(root, 'config.schema.json'), 'utf8'),
      });
      expect(await print('completion', 'bash')).toMatchObject({
        status: 0,
        stdout: readFileSync(join(root, 'cli/completion/jobgraph.bash'), 'utf8'),
      });
      expect(await print('__complete', '--current=--st', 'jobs', 'ls')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('--status\t'),
      });
      expect(await print('config', 'check', 'node_modules/jobgraph/jobgraph.example.yaml')).toMatchObject({
        stderr: expect.not.stringContaining('fault of this program'),
      });
    });

    it('exports the client, the SDL and the schema of the configuration', async () => {
      await machine.run('npm', 'install', '--offline', `./${basename(tarball)}`);
      const script = `
        import { readFileSync } from 'node:fs';
        const read = (name) => readFileSync(new URL(import.meta.resolve(name)), 'utf8');
        const client = await import('jobgraph/client');
        console.log(JSON.stringify([Object.keys(client).length > 0, read('jobgraph/schema.graphql').includes('type Query'),
          JSON.parse(read('jobgraph/config.schema.json')).type]));
      `;

      const { stdout, stderr } = await machine.run('node', '--input-type=module', '--eval', script);

      expect({ stdout, stderr }).toEqual({ stdout: '[true,true,"object"]\n', stderr: '' });
    });
  });
}

describe.skipIf(oldNode === undefined)('an old Node', () => {
  it('is told in one sentence which one is needed', async () => {
    const machine = createMachine(oldNode ?? '', dirname(npm));
    try {
      await machine.run('npm', 'install', '--offline', tarball);
      const { status, stdout, stderr } = await machine.run('npx', '--offline', 'jobgraph', 'jobs', 'ls');

      expect({ status, stdout }).toEqual({ status: 78, stdout: '' });
      expect(stderr).toMatch(/^jobgraph needs Node 24\.9 or newer, [^\n]*\n$/);
    } finally {
      machine.remove();
    }
  });
});

/** The recipes of docs/clients.md, word for word: generated, compiled and run by the clients that they are for. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient } from '../../bin/build-client.ts';
import { query, type TypedDocument } from '../../client/index.ts';
import { startDemoUnderTest, type DemoUnderTest } from '../client/demo.ts';
import { blocks } from '../client/page.ts';

const run = promisify(execFile);
const packages = fileURLToPath(new URL('../client/recipes/node_modules/', import.meta.url));
const hasPackages = existsSync(packages);
if (!hasPackages)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --ignore-scripts --prefix test/client/recipes` was not run: the recipes of docs/clients.md\n',
  );

let app: string;

/** The program of a reader who has copied all that the page shows. */
async function createApp(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'jobgraph-recipes-'));
  const jobgraph = join(folder, 'node_modules/jobgraph');
  mkdirSync(jobgraph, { recursive: true });
  for (const name of readdirSync(packages)) symlinkSync(join(packages, name), join(folder, 'node_modules', name));
  cpSync('schema/snapshot/api.graphql', join(jobgraph, 'schema.graphql'));
  await buildClient(join(jobgraph, 'dist/client'));
  const exports = { './client': { types: './dist/client/index.d.ts', default: './dist/client/index.js' } };
  writeFileSync(join(jobgraph, 'package.json'), JSON.stringify({ name: 'jobgraph', type: 'module', exports }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', type: 'module' }));
  for (const { file, text } of blocks) if (file !== undefined) write(folder, file, text);
  return folder;
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Runs a program of the app's packages. Returns what it printed, also where it failed. */
async function runPackage(name: string, ...options: string[]): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [join(app, 'node_modules/.bin', name), ...options], {
    cwd: app,
  }).catch((error: unknown) => error as { readonly stdout: string; readonly stderr: string });
  return stdout + stderr;
}

interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly issues: readonly unknown[];
}

interface Recipe {
  readonly page: Page | undefined;
  readonly codes: readonly unknown[];
}

interface Bundle {
  readonly readByUrql: (url: string, token: string) => Promise<Recipe>;
  readonly readByApollo: (url: string, token: string) => Promise<Recipe>;
  readonly readByTada: (url: string, token: string) => Promise<Recipe>;
  readonly watchByUrql: (url: string, token: string, ids: readonly string[]) => Promise<unknown>;
  readonly watchByApollo: (url: string, token: string, ids: readonly string[]) => Promise<unknown>;
  readonly JobsDocument: TypedDocument<{ readonly jobs: Page | null }, object>;
}

const entry = `
import { createUrql, readFailed as ofUrql } from './urql';
import { createApollo, readFailed as ofApollo } from './apollo';
import { readFailed as ofTada } from './tada';
import { ChangesDocument, JobsDocument } from './gql/graphql';
export { JobsDocument };
export const readByUrql = (url, token) => ofUrql(createUrql(url, () => token));
export const readByApollo = (url, token) => ofApollo(createApollo(url, () => token));
export const readByTada = (url, token) => ofTada({ url, token });
const first = (start) => new Promise((resolve) => {
  const stop = start((value) => { resolve(value); queueMicrotask(() => stop.unsubscribe()); });
});
export const watchByUrql = (url, token, ids) =>
  first((take) => createUrql(url, () => token).subscription(ChangesDocument, { ids }).subscribe(({ data }) => take(data)));
export const watchByApollo = (url, token, ids) =>
  first((take) => createApollo(url, () => token).subscribe({ query: ChangesDocument, variables: { ids } }).subscribe(({ data }) => take(data)));
`;

/** The recipes as one module. */
async function bundleRecipes(): Promise<Bundle> {
  write(app, 'src/run.js', entry);
  const build = await rolldown({ input: join(app, 'src/run.js'), platform: 'node' });
  await build.write({ dir: join(app, 'out') });
  await build.close();
  return (await import(/* @vite-ignore */ pathToFileURL(join(app, 'out/run.js')).href)) as Bundle;
}

describe.skipIf(!hasPackages)('the recipes', () => {
  let demo: DemoUnderTest;
  let bundle: Bundle;

  beforeAll(async () => {
    app = await createApp();
    await Promise.all([runPackage('graphql-codegen'), runPackage('gql.tada', 'generate-output')]);
    bundle = await bundleRecipes();
    demo = await startDemoUnderTest();
  });
  afterAll(async () => {
    rmSync(app, { recursive: true });
    await demo.close();
  });

  it('compile', async () => {
    expect(existsSync(join(app, 'src/gql/graphql.ts'))).toBe(true);
    expect(await runPackage('tsc')).toBe('');
  });

  it.each(['urql', 'apollo', 'tada'])('compile for %s no more where a field is misspelt', async (name) => {
    const file = `src/${name}-wrong.ts`;
    const call = {
      urql: `readFailed(createUrql('', () => ''))`,
      apollo: `readFailed(createApollo('', () => ''))`,
      tada: `readFailed({ url: '' })`,
    }[name];
    const words = call?.match(/read\w+|create\w+/g)?.join(', ') ?? '';
    write(
      app,
      file,
      `import { ${words} } from './${name}.ts';\nexport const { page } = await ${call ?? ''};\nexport const right = page?.nodes[0]?.id;\nexport const wrong = page?.nodes[0]?.idd;\n`,
    );

    const printed = await runPackage('tsc');
    rmSync(join(app, file));

    expect(
      printed
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('src/')),
    ).toEqual([
      expect.stringMatching(new RegExp(`^${file}\\(4,.*'idd' does not exist|^${file}\\(4,.*Did you mean 'id'`)),
    ]);
  });

  it.each(['readByUrql', 'readByApollo', 'readByTada'] as const)('%s gives the jobs and the issues', async (name) => {
    const { url, token, query: ask } = demo.gateway;
    const { data } = await ask('{ jobs(first: 50, filter: { statuses: [FAILED] }) { nodes { id } } }');
    const expected = (data as { jobs: Page }).jobs.nodes.map(({ id }) => id);

    const { page, codes } = await bundle[name](url, await token('job:read'));

    expect(expected.length).toBeGreaterThan(3);
    expect(page?.nodes.map(({ id }) => id)).toEqual(expected);
    expect(page?.issues.length).toBeGreaterThan(0);
    expect(codes).toEqual([]);
  });

  it.each(['readByUrql', 'readByApollo', 'readByTada'] as const)('%s gives the codes of errors', async (name) => {
    const { url, token } = demo.gateway;

    await expect(bundle[name](url, await token())).resolves.toEqual({
      page: undefined,
      codes: ['UNAUTHORIZED_FIELD_OR_TYPE'],
    });
  });

  it.each(['watchByUrql', 'watchByApollo'] as const)('%s gives events', async (name) => {
    const { url, token } = demo.gateway;

    const event = await bundle[name](url, await token('job:read'), ['devices:ERRS1']);

    expect(event).toEqual({
      jobUpdated: { __typename: 'ImportExportJob', id: 'devices:ERRS1', status: 'PARTIALLY_SUCCEEDED' },
    });
  });

  it('give a gateway its persisted operations, which are then sent by their hash', async () => {
    const file = JSON.parse(readFileSync(join(app, 'src/gql/persisted-documents.json'), 'utf8')) as object;
    const operations = Object.entries(file).map(([id, text]) => [id.replace('sha256:', ''), String(text)] as const);
    const strict = await demo.start({ persistedOperations: { operations: new Map(operations), required: true } });

    const { data } = await query(bundle.JobsDocument, { filter: { statuses: ['FAILED'] } }, { url: strict.url });
    await strict.close();

    expect(operations).toHaveLength(2);
    expect(data.jobs?.nodes.length).toBeGreaterThan(3);
  });
});

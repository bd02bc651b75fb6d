/** What makes a release, judged by the tools of those who run it: actionlint, release-please's schema, docker-compose. */
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const tools = new URL('release-tools/node_modules/', import.meta.url);
const hasTools = existsSync(tools);
const hasCompose = await run('docker-compose', ['version']).then(
  () => true,
  () => false,
);
if (!hasTools)
  process.stderr.write(
    '\n!!! SKIPPED, because `npm ci --ignore-scripts --prefix test/proofs/release-tools` was not run: workflows, configuration of releases, Dockerfile\n',
  );
if (!hasCompose)
  process.stderr.write('\n!!! SKIPPED, because there is no docker-compose in PATH: deploy/compose.yaml\n');

describe.skipIf(!hasTools)('the files of a release', () => {
  it('are workflows, by actionlint', async () => {
    const { createLinter } = (await import(new URL('actionlint/node.mjs', tools).href)) as {
      readonly createLinter: () => Promise<(text: string, path: string) => readonly { readonly message: string }[]>;
    };
    // One linter takes one file.
    const lint = async (text: string, path: string): Promise<readonly { readonly message: string }[]> =>
      (await createLinter())(text, path);
    const paths = globSync('.github/workflows/*.yml', { cwd: root });

    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect([path, ...(await lint(read(path), path))]).toEqual([path]);
    const [fault] = await lint(
      read('.github/workflows/release.yml').replaceAll('needs: check', 'needs: nothing'),
      'x.yml',
    );
    expect(fault?.message).toContain('which does not exist');
  });

  it('are a configuration of release-please and its manifest, by its schemas', async () => {
    interface Validate {
      (value: unknown): boolean;
      readonly errors: unknown;
    }
    const { default: Ajv } = (await import(new URL('ajv/dist/ajv.js', tools).href)) as {
      readonly default: { readonly default: new (options: object) => { compile: (schema: object) => Validate } };
    };
    const toCheck = (name: string): Validate => {
      const schema = JSON.parse(readFileSync(new URL(`release-please/schemas/${name}.json`, tools), 'utf8')) as object;
      return new Ajv.default({ strict: false, allErrors: true, formats: { 'uri-reference': true } }).compile(schema);
    };
    const [config, manifest] = [toCheck('config'), toCheck('manifest')];

    config(JSON.parse(read('release-please-config.json')));
    manifest(JSON.parse(read('.release-please-manifest.json')));

    expect([config.errors, manifest.errors]).toEqual([null, null]);
    expect(config({ packages: { '.': { 'bump-minor-pre-major': 'yes' } } })).toBe(false);
  });

  it('are a Dockerfile, by dockerfile-utils', async () => {
    const { validate } = (await import(new URL('dockerfile-utils/lib/main.js', tools).href)) as {
      readonly validate: (text: string) => readonly object[];
    };

    expect(validate(read('deploy/Dockerfile'))).toEqual([]);
    expect(validate('FROM node\nCOPPY . .')).toHaveLength(1);
  });
});

it.skipIf(!hasCompose)('deploy/compose.yaml is one, by docker-compose', async () => {
  const file = fileURLToPath(new URL('deploy/compose.yaml', root));

  const { stdout } = await run('docker-compose', ['-f', file, 'config']);

  expect(stdout).toContain('network_mode: service:gateway');
});

/** What makes a release says the same everywhere. The tools that judge the files are in test/proofs. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { providers } from '../../src/providers.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const { version, engines, repository } = JSON.parse(read('package.json')) as {
  readonly version: string;
  readonly engines: { readonly node: string };
  /** Not there until the repository has an address. */
  readonly repository?: { readonly url: string };
};

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const paths = globSync('.github/workflows/*.yml', { cwd: root });
const readWorkflow = (name: string): Workflow => parse(read(`.github/workflows/${name}.yml`)) as Workflow;

it('the version is the one of the manifest of releases and the first of the notes', () => {
  expect(JSON.parse(read('.release-please-manifest.json'))).toEqual({ '.': version });
  expect(/^## \[?(\d[^\s\]]*)/m.exec(read('CHANGELOG.md'))?.[1]).toBe(version);
});

it('checks run on each Node.js that the program supports, and come before anything is published', () => {
  const [check] = Object.values(readWorkflow('ci').jobs);
  const { check: first, ...others } = readWorkflow('release').jobs;

  const supported = [...engines.node.matchAll(/(\d+)\.\d+/g)].map(([, major]) => major);
  expect(check?.strategy?.matrix.node).toEqual(supported);
  expect(first).toMatchObject({ uses: './.github/workflows/ci.yml' });
  for (const job of Object.values(others)) expect(job.needs).toBe('check');
});

it('workflows may do nothing but what a job says that it needs, and no action can change under them', () => {
  expect(paths).toHaveLength(3);
  for (const path of paths) {
    const text = read(path);
    const { permissions } = parse(text) as Workflow;
    const actions = [...text.matchAll(/uses: (?!\.\/)(\S+)(.*)$/gm)];

    expect(Object.values(permissions).filter((level) => level !== 'read')).toEqual([]);
    for (const [line] of actions) expect(line).toMatch(/uses: [\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/);
    // Secrets of the repository are not needed, and no value of an event stands in a script.
    expect(text).not.toMatch(/secrets\.|github\.(event|head_ref)/);
  }
  const { jobs } = readWorkflow('release');
  expect(Object.entries(jobs).map(([name, job]) => [name, job.permissions])).toEqual([
    ['check', undefined],
    ['package', { contents: 'read', 'id-token': 'write' }],
    ['image', { contents: 'read', packages: 'write' }],
    ['schema', { contents: 'write' }],
  ]);
});

it('an issue can be about each provider', () => {
  const form = parse(read('.github/ISSUE_TEMPLATE/bug.yml')) as {
    readonly body: readonly { readonly id?: string; readonly attributes: { readonly options?: readonly string[] } }[];
  };
  const options = form.body.find(({ id }) => id === 'provider')?.attributes.options;

  expect(options?.slice(1)).toEqual(providers.map(({ name }) => name).toSorted());
});

it('the address of the repository stands in package.json at most, once it is known', () => {
  const [, owner] = /github\.com\/([\w-]+\/[\w-]+)/.exec(repository?.url ?? '') ?? [];
  const files = [...paths, ...globSync('.github/ISSUE_TEMPLATE/*', { cwd: root }), 'deploy/Dockerfile', 'CHANGELOG.md'];

  for (const path of [...files, 'README.md', 'SECURITY.md', 'release-please-config.json', 'docs/releasing.md'])
    expect(read(path)).not.toContain(`github.com/${owner ?? 'jobgraph'}`);
});

it('the address of a manifest is that of a repository, or docs/releasing.md says that it must be set first', () => {
  const { homepage, bugs } = JSON.parse(read('package.json')) as { readonly homepage?: string; readonly bugs?: string };

  // All of them or none: a link that leads to nobody's page is worse than none.
  expect([homepage, bugs].map((address) => address === undefined)).toEqual([!repository, !repository]);
  expect(read('docs/releasing.md')).toMatch(/Set `repository`, `homepage` and `bugs` in package\.json/);
});

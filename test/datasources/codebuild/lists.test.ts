import { afterEach, describe, expect, it } from 'vitest';
import { createCodeBuildEmulator, type EmulatedBuild } from '../../../emulators/codebuild/emulator.ts';
import { toEmulatedError, type Emulator } from '../../../emulators/kit/emulator.ts';
import { startGateway, type GatewaySettings, type GatewayUnderTest, type GraphQLAnswer } from '../../gateway.ts';
import { awsCredentials, noCache } from '../ask-whole.ts';
import { toBuild, toKey, toSource } from './builds.ts';

let emulator: Emulator;
let gateway: GatewayUnderTest;

afterEach(async () => {
  await gateway.close();
  await emulator.close();
});

interface Options {
  /** Undefined for all builds of the account. */
  readonly projects?: readonly string[] | undefined;
  /** Builds that are listed and no longer described. */
  readonly gone?: readonly string[];
  readonly settings?: Partial<GatewaySettings>;
}

async function start(builds: readonly EmulatedBuild[], options: Options = {}): Promise<void> {
  const { gone = [], settings = {} } = options;
  const projects = 'projects' in options ? options.projects : ['web-app'];
  emulator = await createCodeBuildEmulator({
    credentials: awsCredentials,
    jobs: {
      describe: (id) => (gone.includes(id) ? undefined : builds.find((build) => build.id === id)),
      list: () => builds,
      projects: () => ['web-app', 'api', 'idle'],
      listError: (project) =>
        project === 'secret' ? toEmulatedError('AccessDeniedException', 'not authorized') : undefined,
    },
  });
  gateway = await startGateway({
    cache: noCache,
    random: () => 0,
    sources: [toSource(emulator.url, { projects })],
    ...settings,
  });
}

function list(selection: string, first = 10, filter = '{}'): Promise<GraphQLAnswer> {
  return gateway.query(
    `{ jobs(first: ${first}, filter: ${filter}) { nodes { ${selection} } issues { code } pageInfo { hasNextPage } } }`,
  );
}

function toBodies(operation: string): readonly unknown[] {
  return emulator.calls.filter((call) => call.operation === operation).map(({ body }) => JSON.parse(body) as unknown);
}

function toBuilds(count: number, project = 'web-app', from = 0): readonly EmulatedBuild[] {
  return Array.from({ length: count }, (_, index) => toBuild(from + index, {}, project));
}

const everything = `id name kind status statusMessage createdAt endedAt failures { code }
  ... on CodeBuildBuild { buildNumber phases { type } environment { image } logs { url } }`;

describe('a list of CodeBuild', () => {
  it('of 20 builds costs one page of ids and one call for all of them, whatever is selected', async () => {
    await start(toBuilds(20));

    const { data, errors } = await list(everything, 20);

    expect(errors).toEqual([]);
    expect(data.jobs.nodes.map(({ buildNumber }: { readonly buildNumber: string }) => buildNumber)).toEqual(
      Array.from({ length: 20 }, (_, index) => String(20 - index)),
    );
    expect(data.jobs).toMatchObject({ issues: [], pageInfo: { hasNextPage: false } });
    expect(emulator.calls.map(({ operation }) => operation)).toEqual(['ListBuildsForProject', 'BatchGetBuilds']);
    // A sort order is an error for projects of more than 100 builds.
    expect(toBodies('ListBuildsForProject')).toEqual([{ projectName: 'web-app' }]);
  });

  it('that is long reads the first hundred of a project and no more until they are asked for', async () => {
    await start(toBuilds(250));

    const { data } = await list('id', 20);

    expect(data.jobs.nodes[0]).toEqual({ id: `builds:${toKey(249)}` });
    expect(data.jobs.pageInfo).toEqual({ hasNextPage: true });
    expect(emulator.calls).toHaveLength(2);
  });

  it('of several projects is newest first over all of them', async () => {
    await start([...toBuilds(4), ...toBuilds(4, 'api', 2)], { projects: ['web-app', 'api', 'idle'] });

    const { data, errors } = await list('createdAt ... on CodeBuildBuild { projectName }');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes.map(({ projectName }: { readonly projectName: string }) => projectName)).toEqual([
      'api',
      'api',
      'api',
      'web-app',
      'api',
      'web-app',
      'web-app',
      'web-app',
    ]);
    expect(toBodies('ListBuildsForProject')).toHaveLength(3);
  });

  it('of the account asks for the last ids first, and sorts by time what has no promised order', async () => {
    const builds = [...toBuilds(3), ...toBuilds(3, 'api', 10)];
    await start(builds, { projects: undefined });

    const { data, errors } = await list('id');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes.map(({ id }: { readonly id: string }) => id)).toEqual(
      builds.map(({ id }) => `builds:${id}`).toReversed(),
    );
    expect(toBodies('ListBuilds')).toEqual([{ sortOrder: 'DESCENDING' }]);
    expect(emulator.calls).toHaveLength(2);
  });

  it('of an account with more than one list reads says that there are more', async () => {
    await start(toBuilds(250), { projects: undefined, settings: { list: { maxPagesPerSource: 2 } } });

    const { data } = await list('id');

    expect(data.jobs.issues).toEqual([{ code: 'LIST_TRUNCATED' }]);
    expect(toBodies('ListBuilds')).toEqual([
      { sortOrder: 'DESCENDING' },
      { sortOrder: 'DESCENDING', nextToken: expect.any(String) as unknown },
    ]);
    expect(toBodies('BatchGetBuilds')).toHaveLength(2);
  });

  it('loses only the builds of a project that is not there or not allowed', async () => {
    await start(toBuilds(3), { projects: ['web-app', 'nowhere', 'secret'] });

    const { data, errors } = await list('name');

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual([1, 2, 3].map(() => ({ name: 'web-app' })));
    const codes = (data.jobs.issues as readonly { readonly code: string }[]).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(['PROVIDER_ACCESS_DENIED', 'PROVIDER_REJECTED']);
  });

  it('leaves out a build that is gone between the two calls', async () => {
    await start(toBuilds(4), { gone: [toKey(2)] });

    const { data, errors } = await list('id');

    expect(errors).toEqual([]);
    expect(data.jobs.issues).toEqual([]);
    expect(data.jobs.nodes).toEqual([3, 1, 0].map((index) => ({ id: `builds:${toKey(index)}` })));
  });

  it('applies bounds of time and statuses exactly, though nothing of them is passed on', async () => {
    const builds = toBuilds(6).map((build, index) => (index % 2 === 0 ? build : { ...build, buildStatus: 'FAILED' }));
    await start(builds);

    const { data } = await list(
      'id',
      10,
      '{ statuses: [FAILED], createdAfter: "2026-11-22T00:00:01Z", createdBefore: "2026-11-22T00:00:05Z" }',
    );

    const times = (data.jobs.nodes as readonly { readonly id: string }[]).map(({ id }) => id);
    expect(times).toEqual([3, 1].map((index) => `builds:${toKey(index)}`));
    expect(toBodies('ListBuildsForProject')).toEqual([{ projectName: 'web-app' }]);
  });

  it('shows protected fields by one call for each build more', async () => {
    await start(toBuilds(3).map((build) => ({ ...build, source: { type: 'S3', buildspec: 'version: 0.2' } })));
    const token = await gateway.token('job:read', 'job:sensitive');

    const { data, errors } = await gateway.query('{ jobs { nodes { ... on CodeBuildBuild { buildspec } } } }', {
      token,
    });

    expect(errors).toEqual([]);
    expect(data.jobs.nodes).toEqual([1, 2, 3].map(() => ({ buildspec: 'version: 0.2' })));
    expect(toBodies('BatchGetBuilds').map((body) => (body as { readonly ids: readonly string[] }).ids.length)).toEqual([
      ...[3, 1, 1, 1],
    ]);
  });
});

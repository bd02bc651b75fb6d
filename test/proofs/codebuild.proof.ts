/** CodeBuild's adapter against Moto: real signatures, and the policy of deploy/permissions and no more. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGateway, type GatewayUnderTest } from '../gateway.ts';
import { countCalls } from './metrics.ts';
import { describeWithMoto, startMoto, type Moto, type MotoKeys } from './moto.ts';
import { allows, nothingHere, pickStatements, readPolicy, toMotoPolicy } from './policy.ts';

const policy = readPolicy('codebuild');
const count = 130;

it.each([
  ['codebuild:BatchGetBuilds', 'project/web-app', true],
  ['codebuild:ListBuildsForProject', 'project/web-app', true],
  ['codebuild:StartBuild', 'project/web-app', false],
  ['codebuild:BatchGetBuilds', 'fleet/web-app', false],
])('the policy on %s of %s: %s', (action, resource, isAllowed) => {
  expect(allows(policy, action, `arn:aws:codebuild:us-east-1:123456789012:${resource}`)).toBe(isAllowed);
  expect(allows(policy, action, `arn:aws:codebuild:us-east-1:210987654321:${resource}`)).toBe(false);
});

describeWithMoto('AWS CodeBuild, as Moto reads its pages', () => {
  let gateway: GatewayUnderTest;
  let builds: readonly StartedBuild[];
  let keys: readonly string[];
  /** Closes what was started, even if the rest was not. */
  const running: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const moto = await startMoto();
    running.push(moto.close);
    builds = await startBuilds(moto);
    keys = builds.map(({ id }) => id);
    const granted = await moto.createUser(toMotoPolicy(policy));
    const ofProjects = await moto.createUser(toMotoPolicy(pickStatements(policy, 'ReadBuilds')));
    const nothing = await moto.createUser(nothingHere);
    await moto.enforce();
    const toSource = (name: string, credentials: MotoKeys, more: object = {}): object => ({
      ...{ name, provider: 'codebuild', region: 'us-east-1', endpoint: moto.url, credentials },
      ...{ limits: { requestsPerSecond: 1000, burst: 1000 }, ...more },
    });
    gateway = await startGateway({
      sources: [
        toSource('counted', granted),
        toSource('granted', granted),
        toSource('named', ofProjects, { projects: ['web-app', 'nowhere'] }),
        toSource('unnamed', ofProjects),
        toSource('nothing', nothing),
        toSource('forged', { ...granted, secretAccessKey: 'another' }),
      ],
    });
    running.push(gateway.close);
  });

  afterAll(async () => {
    await Promise.all(running.map((close) => close()));
  });

  it('answers 130 builds of one operation by two signed calls', async () => {
    const { data, errors } = await gateway.query(
      'query ($ids: [ID!]!) { jobsById(ids: $ids) { id name kind status } }',
      { variables: { ids: keys.map((key) => `counted:${key}`) } },
    );

    expect(errors).toEqual([]);
    const jobs = data.jobsById as readonly { readonly id: string; readonly name: string; readonly status: string }[];
    expect(jobs.map(({ id }) => id)).toEqual(keys.map((key) => `counted:${key}`));
    expect(new Set(jobs.map(({ name, status }) => `${name} ${status}`))).toEqual(new Set(['web-app SUCCEEDED']));
    expect(await countCalls(gateway.url, 'counted', 'BatchGetBuilds')).toBe(2);
  });

  it('answers the facts of a build, and its buildspec for those who may see it', async () => {
    const token = await gateway.token('job:read', 'job:sensitive');

    const { data, errors } = await gateway.query(
      `{ codeBuildBuild(source: "granted", buildId: "${keys[0] ?? ''}") { rawStatus createdAt endedAt currentPhase
        arn projectName sourceVersion phases { type status startedAt durationSeconds } buildSource { type cloneDepth }
        secondarySources { type } buildspec environment { type isPrivileged } environmentVariables { name }
        artifact { location } logs { url s3Url } timeoutMinutes failures { code } } }`,
      { token },
    );

    expect(errors).toEqual([]);
    const year = expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown;
    expect(data.codeBuildBuild).toMatchObject({
      ...{ rawStatus: 'SUCCEEDED', createdAt: year, endedAt: year, currentPhase: 'COMPLETED' },
      arn: `arn:aws:codebuild:us-east-1:123456789012:build/${keys[0] ?? ''}`,
      projectName: 'web-app',
      sourceVersion: 'refs/heads/main',
      buildSource: { cloneDepth: 1 },
      secondarySources: [],
      buildspec: 'buildspec/stuff.yaml',
      environment: { type: 'LINUX_CONTAINER', isPrivileged: false },
      environmentVariables: [],
      logs: { url: expect.stringMatching(/^https:/) as unknown, s3Url: null },
      timeoutMinutes: 45,
      failures: [],
    });
    expect(data.codeBuildBuild.phases).toContainEqual({
      ...{ type: 'BUILD', status: 'SUCCEEDED', startedAt: year },
      durationSeconds: expect.any(Number) as unknown,
    });
  });

  it('says of an id that Moto leaves out that there is no such build, beside one that there is', async () => {
    const { data, errors } = await gateway.query(
      `{ jobsById(ids: ["granted:web-app:00000000-0000-4000-8000-000000000000", "granted:${keys[1] ?? ''}"]) { status } }`,
    );

    expect(data.jobsById).toEqual([null, { status: 'SUCCEEDED' }]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['JOB_NOT_FOUND']);
  });

  it.each([
    ['granted', 'ListBuilds', []],
    ['named', 'ListBuildsForProject', [{ code: 'PROVIDER_REJECTED', cause: 'TARGET_UNKNOWN', part: 'nowhere' }]],
  ])('lists every build once, for the source %s by %s', async (source, operation, issues) => {
    const { data, errors } = await gateway.query(
      'query ($source: ID!) { jobs(first: 100, filter: { sources: [$source] }) { nodes { providerJobId } issues { code cause part } pageInfo { hasNextPage } } }',
      { variables: { source } },
    );

    expect([errors, data.jobs.issues]).toEqual([[], issues]);
    const listed = (data.jobs.nodes as readonly { readonly providerJobId: string }[]).map(
      ({ providerJobId }) => providerJobId,
    );
    expect(new Set(listed).size).toBe(100);
    expect(listed.filter((key) => !keys.includes(key))).toEqual([]);
    expect(data.jobs.pageInfo).toEqual({ hasNextPage: true });
    expect(await countCalls(gateway.url, source, operation)).toBeGreaterThan(0);
  });

  it('cannot list the account without that permission, nor read anything with none or with a forged signature', async () => {
    const { data, errors } = await gateway.query(
      `{ jobs(filter: { sources: ["unnamed"] }) { issues { code source { name } } }
        nothing: job(id: "nothing:${keys[0] ?? ''}") { status }
        forged: job(id: "forged:${keys[0] ?? ''}") { status } }`,
    );

    expect(data.jobs.issues).toEqual([{ code: 'PROVIDER_ACCESS_DENIED', source: { name: 'unnamed' } }]);
    expect(errors.map(({ path, extensions }) => [path, extensions.code]).toSorted()).toEqual([
      [['forged'], 'PROVIDER_ACCESS_DENIED'],
      [['nothing'], 'PROVIDER_ACCESS_DENIED'],
    ]);
  });

  it('reads times that Moto words as RFC 3339 text, where AWS answers numbers of seconds', async () => {
    const { id = '', startTime } = builds[2] ?? {};
    expect(startTime).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));

    const { data, errors } = await gateway.query(`{ job(id: "granted:${id}") { status createdAt startedAt endedAt } }`);

    expect(errors).toEqual([]);
    const year = expect.stringMatching(/^20[2-9]\d-\d\d-\d\dT/) as unknown;
    expect(data.job).toEqual({ status: 'SUCCEEDED', createdAt: startTime, startedAt: year, endedAt: year });
  });
});

interface StartedBuild {
  readonly id: string;
  readonly startTime: unknown;
}

async function startBuilds(moto: Moto): Promise<readonly StartedBuild[]> {
  const call = async (operation: string, input: object): Promise<unknown> =>
    JSON.parse(
      await moto.call('codebuild', {
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `CodeBuild_20161006.${operation}` },
        body: JSON.stringify(input),
      }),
    );
  await call('CreateProject', {
    name: 'web-app',
    source: { type: 'S3', location: 'acme-sources/web-app.zip' },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'standard', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: 'arn:aws:iam::123456789012:role/service-role/build',
  });
  const builds: StartedBuild[] = [];
  while (builds.length < count) {
    const { build } = (await call('StartBuild', { projectName: 'web-app' })) as { readonly build: StartedBuild };
    builds.push(build);
  }
  return builds;
}

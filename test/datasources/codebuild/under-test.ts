import { createCodeBuildEmulator, type EmulatedBuild } from '../../../emulators/codebuild/emulator.ts';
import type { ProviderUnderTest } from '../../conformance/provider-under-test.ts';
import { refused } from '../../conformance/provider-under-test.ts';
import { awsCredentials } from '../ask-whole.ts';
import { readNextToken, toEpochSecondsCases, toIntegerCases, toRefused } from '../aws.ts';
import { toBuild, toKey as toPlainKey, toSource } from './builds.ts';
import { failures } from './failures.ts';
import { generatedJobs } from './generated-jobs.ts';
import { toGoodBuild } from './good-build.ts';
import { hostileAnswers } from './hostile-answers.ts';
import { samples } from './samples.ts';
import { statuses } from './statuses.ts';

const uuid = '16a3b74f-f435-4e66-8dfb-aeee9e6f91c9';
const oddProjects = ['a1', 'A-', '0_-_', 'x'.repeat(150), 'web-app-2', 'WEB-APP'];
const toKey = (index: number): string => toPlainKey(index, oddProjects[index]);

/** Every status of every meaning, and builds that lack what may be absent. */
const listed = (
  [
    { buildStatus: 'IN_PROGRESS', currentPhase: 'SUBMITTED', endTime: null },
    { buildStatus: 'IN_PROGRESS', currentPhase: 'QUEUED', endTime: null },
    { buildStatus: 'IN_PROGRESS', currentPhase: 'BUILD', endTime: null },
    { buildStatus: 'SUCCEEDED', exportedEnvironmentVariables: [{ name: 'TOKEN', value: 's3cr3t-exported' }] },
    { buildStatus: 'FAILED', phases: [{ phaseType: 'BUILD', phaseStatus: 'FAILED', contexts: [] }] },
    { buildStatus: 'FAULT', source: { type: 'S3', buildspec: 's3cr3t-buildspec' } },
    { buildStatus: 'TIMED_OUT', phases: [] },
    { buildStatus: 'STOPPED', buildNumber: 9 },
    { buildStatus: null, currentPhase: null, endTime: null },
  ] as readonly Partial<EmulatedBuild>[]
).map((more, index) => {
  // Some were started at one moment.
  const job = toBuild(index, { startTime: 1_795_305_600.5 + Math.floor(index / 2), ...more });
  return { key: job.id, job };
});

const headers = (operation: string) => ({
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': `CodeBuild_20161006.${operation}`,
});

const toDescribe = (keys: readonly string[]) => ({
  operation: 'BatchGetBuilds',
  method: 'POST',
  path: '/',
  headers: headers('BatchGetBuilds'),
  body: `{"ids":[${keys.map((key) => `"${key}"`).join(',')}]}`,
});

/** A page names ids alone, in the order of their numbers; one call tells the rest. No filter is passed on. */
const listAll = [
  {
    operation: 'ListBuildsForProject',
    method: 'POST',
    path: '/',
    headers: headers('ListBuildsForProject'),
    body: '{"projectName":"web-app"}',
  },
  // Of equal numbers, the lesser id is first.
  toDescribe([7, 8, 6, 5, 4, 3, 2, 1, 0].map((index) => toPlainKey(index))),
];

export const codebuild: ProviderUnderTest<EmulatedBuild> = {
  name: 'codebuild',
  provider: 'CODEBUILD',
  typeName: 'CodeBuildBuild',
  sourceName: 'builds',
  toSource,
  startEmulator: (jobs, settings) => createCodeBuildEmulator({ credentials: awsCredentials, jobs, ...settings }),
  keys: {
    good: `web-app:${uuid}`,
    ill: 'web-app:16a3b74f-f435-4e66-8dfb-000000000111',
    unseen: 'web-app:16a3b74f-f435-4e66-8dfb-00000000dead',
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{1,149}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    toKey,
    malformed: [
      uuid,
      `:${uuid}`,
      `web-app:${uuid.toUpperCase()}`,
      `web-app:${uuid.slice(1)}`,
      `web-app:${uuid.replaceAll('-', '')}`,
      `web-app:${uuid}:1`,
      `web-app/${uuid}`,
      `web-app::${uuid}`,
      'web-app:812',
      ...['a', '-a', '_a', 'x'.repeat(151), 'web.app', 'web/app', 'wéb-app'].map((project) => `${project}:${uuid}`),
      `arn:aws:codebuild:us-east-1:123456789012:build/web-app:${uuid}`,
    ],
    spellings: { none: 'A key has one spelling: the case of a project’s letters counts.' },
    rootField: 'codeBuildBuild',
    toArguments: (buildId) => ({ buildId }),
  },
  requests: {
    keysOf: ({ operation, body }) =>
      operation === 'BatchGetBuilds' ? (JSON.parse(body) as { readonly ids: readonly string[] }).ids : [],
    operations: { BatchGetBuilds: 'POST', ListBuildsForProject: 'POST', ListBuilds: 'POST' },
    toDescribe,
    others: [
      { name: 'a list', query: '{ jobs { nodes { id } } }', requests: listAll },
      {
        name: 'a list of one status between two times',
        query:
          '{ jobs(filter: { statuses: [SUCCEEDED], createdAfter: "2026-11-01T00:00:00Z", createdBefore: "2026-12-01T00:00:00Z" }) { nodes { id } } }',
        requests: listAll,
      },
    ],
    origin: 'https://codebuild.us-east-1.amazonaws.com',
    ...toRefused(toSource, 'eu-west-1'),
  },
  answers: {
    protocol: 'json',
    toBody: (key) => JSON.stringify(toGoodBuild(key)),
    samples,
    generated: generatedJobs,
    hostile: hostileAnswers,
    values: [
      ...toEpochSecondsCases('startTime', 'createdAt'),
      ...toIntegerCases('timeoutInMinutes', 'timeoutMinutes'),
      ...['9007199254740991', '-9007199254740991', '0'].map((text) => toBuildNumber(text, text)),
      toBuildNumber('8.12e2', '812'),
      toBuildNumber('null', null),
      ...['9007199254740992', '9223372036854775807', '1.5', '"812"', '""', 'true', '1e400'].map((text) =>
        toBuildNumber(text, refused),
      ),
      { name: 'no status', from: '"buildStatus":"FAILED"', to: '"buildStatus":null', field: 'rawStatus', is: null },
      {
        name: 'an empty status',
        from: '"buildStatus":"FAILED"',
        to: '"buildStatus":""',
        field: 'status',
        is: 'UNKNOWN',
      },
      { name: 'no phases', from: /"phases":\[.*?\],"source/, to: '"phases":[],"source', field: 'phases', is: [] },
      {
        name: 'no phase that failed',
        from: /"phases":\[.*?\],"source/,
        to: '"phases":[],"source',
        field: 'failures',
        is: [{ code: 'FAILED', message: null, subject: null }],
      },
      { name: 'a phase that is null', from: '"phases":[', to: '"phases":[null,', field: 'phases', is: refused },
      {
        name: 'an empty environment',
        from: /"environment":\{.*?\]/,
        to: '"environment":{"x":[]',
        field: 'environment.image',
        is: null,
      },
      {
        name: 'a report that is null',
        from: '"reportArns":[',
        to: '"reportArns":[null,',
        field: 'reportArns',
        is: refused,
      },
      {
        name: 'an artifact nowhere',
        from: /(?<="artifacts":\{"location":")[^"]*/,
        to: '',
        field: 'artifact.location',
        is: null,
      },
      { name: 'an empty link', from: /(?<="deepLink":")[^"]*/, to: '', field: 'logs.url', is: null },
      {
        name: 'a link that a page would run',
        from: /(?<="deepLink":")[^"]*/,
        to: 'javascript:alert(1)',
        field: 'logs.url',
        is: refused,
      },
      {
        name: 'a link that is no address',
        from: /(?<="s3DeepLink":")[^"]*/,
        to: 'logs',
        field: 'logs.s3Url',
        is: refused,
      },
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="message":")[^"]*/, field: 'statusMessage' },
  },
  statuses,
  lists: {
    operation: 'ListBuildsForProject',
    // The one that completes a page of ids is part of the list.
    operations: ['ListBuildsForProject', 'BatchGetBuilds'],
    tokenOf: readNextToken,
    rowFacts: [
      'definition',
      'startedAt',
      ...['name', 'kind', 'status', 'rawStatus', 'statusSource', 'isTerminal', 'statusMessage', 'createdAt'],
      ...['updatedAt', 'endedAt', 'progress', 'failures', 'consoleUrl', 'arn', 'projectName', 'buildNumber'],
      ...['currentPhase', 'phases', 'initiator', 'sourceVersion', 'resolvedSourceVersion', 'buildSource'],
      ...['secondarySources', 'environment', 'environmentVariables', 'exportedEnvironmentVariables', 'artifact'],
      ...['secondaryArtifacts', 'logs', 'roleArn', 'timeoutMinutes', 'queuedTimeoutMinutes', 'buildBatchArn'],
      ...['reportArns', 'debugSessionEnabled'],
    ],
    jobs: listed,
    toJob: (index) => {
      const job = toBuild(index);
      return { key: job.id, job };
    },
    maxPageSize: 100,
    toPage: (keys, next) => JSON.stringify({ ids: keys, ...(next === null ? {} : { nextToken: next }) }),
    illKeys: [
      ...['', '../../admin', 'a b', uuid, `web-app:${uuid.toUpperCase()}`, `web-app:${uuid}:1`, 'x'.repeat(300)],
      // Of another project than the one that is listed.
      `api:${uuid}`,
      `web-app-2:${uuid}`,
    ],
  },
  batches: {
    operation: 'BatchGetBuilds',
    maxKeys: 100,
    toBody: (records, missing) =>
      `{"builds":[${records.map((record) => (typeof record === 'string' ? record : Buffer.from(record).toString())).join(',')}],"buildsNotFound":${JSON.stringify(missing)}}`,
  },
  errors: { requestIdHeader: 'x-amzn-RequestId', cases: failures },
};

function toBuildNumber(to: string, is: unknown) {
  return { name: `buildNumber: ${to}`, from: /(?<="buildNumber":)[0-9]+/, to, field: 'buildNumber', is };
}

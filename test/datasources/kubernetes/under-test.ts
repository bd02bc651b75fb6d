import { createKubernetesEmulator, type KubernetesEmulatedJob } from '../../../emulators/kubernetes/emulator.ts';
import { upstreamText } from '../../conformance/failures.ts';
import { withSwap } from '../../conformance/hostile-answers.ts';
import {
  refused,
  type ErrorCase,
  type ProviderUnderTest,
  type StatusRow,
  type WireJob,
} from '../../conformance/provider-under-test.ts';
import { generatedJobs } from './generated-jobs.ts';
import { fastSource } from './jobs.ts';

/** Of all jobs, because a request has none: it names a namespace and a name. */
const uid = '0f9d3c1b-5a2e-4d67-8c90-aabbccddeeff';
/** Of a Job of this namespace and name: those of the list have their own. */
const uidOf = (path: string): string => uid.slice(0, -2) + (/\/listed-(\d\d)$/.exec(path)?.[1] ?? uid.slice(-2));
const token = 'token-of-a-service-account';

const oddKeys = ['a/b', `${'n'.repeat(63)}/${'j'.repeat(253)}`, '0/0', 'a-b/c.d-e', 'kube-system/load-29384720'];
const toKey = (index: number): string => `${oddKeys[index] ?? `etl/job-${index}`}/${uid}`;

const toSource = (endpoint: string, more: object = {}): object => ({
  ...{ name: 'cluster', provider: 'kubernetes', server: endpoint, credentials: { token }, ...fastSource },
  ...more,
});

function toWireJob(
  key: string,
  more: { readonly metadata?: object; readonly spec?: object; readonly status?: object } = {},
): KubernetesEmulatedJob {
  const [namespace = '', name = '', ofKey = ''] = key.split('/');
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    ...more,
    metadata: { namespace, name, uid: ofKey, ...more.metadata },
  } as KubernetesEmulatedJob;
}

function toWire(key: string, more: Parameters<typeof toWireJob>[1]): WireJob {
  return { body: JSON.stringify(toWireJob(key, more)) };
}

function toCondition(type: string, more: object = {}): object {
  return { type, status: 'True', lastTransitionTime: '2026-11-22T06:20:05Z', ...more };
}

function toRow(
  name: string,
  status: string,
  rawStatus: string | null,
  more: Parameters<typeof toWireJob>[1],
): StatusRow {
  return { name, toWire: (key) => toWire(key, more), status, rawStatus, statusSource: 'DERIVED' };
}

const by = (type: string, more: object = {}, counts: object = {}): { readonly status: object } => ({
  status: { ...counts, conditions: [toCondition(type, more)] },
});
const deleted = { metadata: { deletionTimestamp: '2026-11-22T06:00:00Z' } };
const partly = { succeeded: 3, failedIndexes: '1' };

const rows: readonly StatusRow[] = [
  toRow('complete', 'SUCCEEDED', 'Complete', by('Complete')),
  toRow('complete, though failed and deleted', 'SUCCEEDED', 'Complete', {
    ...deleted,
    status: { conditions: [toCondition('Failed'), toCondition('Complete')] },
  }),
  toRow('out of time', 'TIMED_OUT', 'Failed', by('Failed', { reason: 'DeadlineExceeded' }, partly)),
  toRow('failed in part', 'PARTIALLY_SUCCEEDED', 'Failed', by('Failed', { reason: 'FailedIndexes' }, partly)),
  toRow('failed', 'FAILED', 'Failed', by('Failed', {}, { succeeded: 3, failed: 7 })),
  toRow('failed in all indexes', 'FAILED', 'Failed', by('Failed', {}, { succeeded: 0, failedIndexes: '0-2' })),
  toRow('failed, no index of it', 'FAILED', 'Failed', by('Failed', {}, { succeeded: 1, failedIndexes: '' })),
  toRow('deleted', 'CANCELLING', null, { ...deleted, ...by('Suspended') }),
  toRow('suspended', 'PAUSED', 'Suspended', by('Suspended', {}, { active: 1 })),
  toRow('to be suspended', 'PAUSED', null, { spec: { suspend: true }, status: { failed: 1 } }),
  toRow('to be suspended, with a pod', 'RUNNING', null, { spec: { suspend: true }, status: { active: 1 } }),
  toRow('about to fail', 'RUNNING', 'FailureTarget', by('FailureTarget')),
  toRow('about to succeed', 'RUNNING', 'SuccessCriteriaMet', by('SuccessCriteriaMet')),
  ...['active', 'ready', 'succeeded', 'failed'].map((name) => toRow(name, 'RUNNING', null, { status: { [name]: 1 } })),
  toRow('no pods', 'QUEUED', null, { status: { active: 0, terminating: 1 } }),
  toRow('no status', 'QUEUED', null, {}),
  toRow('a condition that does not hold', 'QUEUED', null, by('Complete', { status: 'False' })),
  toRow('a condition that nobody knows', 'QUEUED', null, by('SomethingNew')),
];

/** Every status, and some that lack what may be absent. */
const listed = rows.map(({ toWire: toRowWire }, index) => {
  const path = `${index % 2 === 0 ? 'etl' : 'reports'}/listed-${String(index).padStart(2, '0')}`;
  const key = `${path}/${uidOf(path)}`;
  const { metadata, ...job } = JSON.parse(String(toRowWire(key).body)) as KubernetesEmulatedJob;
  const second = String(Math.floor(index / 2)).padStart(2, '0');
  const created = index === 3 ? {} : { creationTimestamp: `2026-11-22T06:00:${second}Z` };
  const template = { spec: { containers: [{ name: 'load', env: [{ name: 'A', value: `s3cr3t-${index}` }] }] } };
  return {
    key,
    job: { ...job, metadata: { ...metadata, ...created }, spec: { ...job.spec, template } },
  };
});

function toFailure(
  name: string,
  status: number,
  body: object | string,
  code: string,
  providerCode: string | null,
): ErrorCase {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return [name, { status, headers: { 'audit-id': 'request-7' }, body: text }, { code, providerCode }];
}

function toStatusBody(reason: string | undefined, details?: object): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: upstreamText, reason, details };
}

const reasons = (
  [
    ['Unauthorized', 401, 'PROVIDER_ACCESS_DENIED'],
    ['Forbidden', 403, 'PROVIDER_ACCESS_DENIED'],
    ['TooManyRequests', 429, 'PROVIDER_THROTTLED'],
    ['Timeout', 504, 'PROVIDER_TIMEOUT'],
    ['ServerTimeout', 500, 'PROVIDER_TIMEOUT'],
    ['Conflict', 409, 'PROVIDER_CONFLICT'],
    ['InternalError', 500, 'PROVIDER_UNAVAILABLE'],
    ['ServiceUnavailable', 503, 'PROVIDER_UNAVAILABLE'],
    ['Invalid', 422, 'PROVIDER_REJECTED'],
    ['BadRequest', 400, 'PROVIDER_REJECTED'],
    ['Gone', 410, 'PROVIDER_REJECTED'],
    ['SomethingNew', 418, 'PROVIDER_REJECTED'],
    ['SomethingNew', 507, 'PROVIDER_UNAVAILABLE'],
  ] as const
).map(([reason, status, code]) => toFailure(`${reason} with ${status}`, status, toStatusBody(reason), code, reason));

const statusCases = (
  [
    [401, 'PROVIDER_ACCESS_DENIED'],
    [403, 'PROVIDER_ACCESS_DENIED'],
    [404, 'PROVIDER_REJECTED'],
    [408, 'PROVIDER_REJECTED'],
    [409, 'PROVIDER_CONFLICT'],
    [429, 'PROVIDER_THROTTLED'],
    [500, 'PROVIDER_UNAVAILABLE'],
    [503, 'PROVIDER_UNAVAILABLE'],
  ] as const
).flatMap(([status, code]) =>
  [
    ['a page', `<html>${upstreamText}</html>`],
    ['a Status without a reason', JSON.stringify(toStatusBody(undefined, { name: 'x' }))],
    ['another object with a reason', JSON.stringify({ kind: 'Job', reason: 'Forbidden', message: upstreamText })],
  ].map(([name, body = '']) => toFailure(`${status} and ${name ?? ''}`, status, body, code, null)),
);

const list = (query: object, namespace?: string) => ({
  operation: namespace === undefined ? 'listJobForAllNamespaces' : 'listNamespacedJob',
  method: 'GET',
  path: `/apis/batch/v1${namespace === undefined ? '' : `/namespaces/${namespace}`}/jobs`,
  query: { limit: '200', ...query },
});

function toValue(name: string, from: RegExp, to: string, field: string, is: unknown) {
  return { name: `${field}: ${name}`, from, to, field, is };
}

const created = /(?<="creationTimestamp":)"[^"]*"/;
const backoffLimit = /(?<="backoffLimit":)[0-9]+/;
const failedIndexes = /(?<="failedIndexes":)"[^"]*"/;

export const kubernetes: ProviderUnderTest<KubernetesEmulatedJob> = {
  name: 'kubernetes',
  provider: 'KUBERNETES',
  typeName: 'KubernetesJob',
  sourceName: 'cluster',
  toSource,
  startEmulator: (jobs, settings) =>
    createKubernetesEmulator({
      token,
      jobs: { describe: (path) => jobs.describe(`${path}/${uidOf(path)}`), list: jobs.list },
      ...settings,
    }),
  keys: {
    good: `etl/good/${uid}`,
    ill: `etl/ill/${uid}`,
    unseen: `etl/unseen/${uid}`,
    pattern: new RegExp(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/${uid}$`),
    toKey,
    toProviderJobId: (key) => key.split('/').at(-1) ?? '',
    malformed: [
      ...['etl', 'etl/load', `etl/load/${uid.toUpperCase()}`, `Etl/load/${uid}`, `etl/Load/${uid}`, `etl//${uid}`],
      ...[
        `/load/${uid}`,
        `-etl/load/${uid}`,
        `etl-/load/${uid}`,
        `etl/.load/${uid}`,
        `etl/load./${uid}`,
        `e.tl/load/${uid}`,
      ],
      ...[`etl/lo_ad/${uid}`, `etl/load/x/${uid}`, `${'n'.repeat(64)}/load/${uid}`, `etl/${'j'.repeat(254)}/${uid}`],
      ...[`etl/../${uid}`, `../load/${uid}`, `etl/load/${uid.slice(1)}`, `etl/load/${uid.replaceAll('-', '')}`],
    ],
    spellings: { none: 'A key has one spelling: namespaces, names and uids have small letters only.' },
    rootField: 'kubernetesJob',
    toArguments: (key) => {
      const [namespace = '', name = ''] = key.split('/');
      return { namespace, name };
    },
  },
  requests: {
    keysOf: ({ operation, id }) => (operation === 'readNamespacedJob' ? [`${id ?? ''}/${uidOf(id ?? '')}`] : []),
    operations: {
      readNamespacedJob: 'GET',
      listNamespacedJob: 'GET',
      listJobForAllNamespaces: 'GET',
      watchJobForAllNamespaces: 'GET',
    },
    toDescribe: ([key = '']) => {
      const [namespace = '', name = ''] = key.split('/');
      return {
        operation: 'readNamespacedJob',
        method: 'GET',
        path: `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`,
      };
    },
    others: [{ name: 'a list', query: '{ jobs { nodes { id } } }', requests: [list({})] }],
    origin: 'https://10.0.0.1:6443',
    refused: [
      ['another token', (url) => toSource(url, { credentials: { token: 'another' } })],
      ['no token', (url) => toSource(url, { credentials: undefined })],
    ],
    clock: { none: 'A bearer token has no date in a request.' },
  },
  answers: {
    protocol: 'json',
    unread: ['apiVersion', 'kind'],
    toBody: (key) => JSON.stringify(toGoodJob(key)),
    samples: [
      {
        name: 'a Job that the cluster refuses to say more of',
        key: `etl/bare/${uid}`,
        wire: toWire(`etl/bare/${uid}`, { status: { failedIndexes: 'all' } }),
        job: refused,
      },
      {
        name: 'nothing but its key',
        key: `etl/bare/${uid}`,
        wire: toWire(`etl/bare/${uid}`, {}),
        job: { ...nothing(), providerJobId: uid, name: 'bare', kind: 'Job', namespace: 'etl' },
      },
    ],
    generated: generatedJobs,
    hostile: [
      withSwap('another name', /"name":"[^"]*"/, '"name":"another"'),
      withSwap('another namespace', /"namespace":"[^"]*"/, '"namespace":"another"'),
      withSwap('no uid', /"uid":"[^"]*"/, '"uid":null'),
      withSwap('a uid in capitals', /"uid":"[^"]*"/, `"uid":"${uid.toUpperCase()}"`),
      withSwap('metadata that is a list', '"metadata":{', '"metadata":[],"other":{'),
      withSwap('metadata that is inherited only', '"metadata":', '"__proto__":'),
    ],
    values: [
      toValue('whole seconds', created, '"2026-11-22T06:00:00Z"', 'createdAt', '2026-11-22T06:00:00.000Z'),
      toValue('an offset', created, '"2026-11-22T08:00:00.5+02:00"', 'createdAt', '2026-11-22T06:00:00.500Z'),
      toValue('null', created, 'null', 'createdAt', null),
      ...['"2026-02-30T06:00:00Z"', '"2026-11-22"', '1795305600', 'true', '{}'].map((to) =>
        toValue(to, created, to, 'createdAt', refused),
      ),
      ...['2147483647', '-2147483648', '0', '1E2'].map((to) =>
        toValue(to, backoffLimit, to, 'backoffLimit', Number(to)),
      ),
      ...['2147483648', '1.5', '"7"', '1e400', 'true'].map((to) =>
        toValue(to, backoffLimit, to, 'backoffLimit', refused),
      ),
      ...['1,', ',1', '1-', '3-1', '1, 2', 'x', '-1', '1-2-3', '1.5'].map((to) =>
        toValue(to, failedIndexes, `"${to}"`, 'failedIndexes', refused),
      ),
      toValue('none', failedIndexes, '""', 'progress.failed', '0'),
      toValue('a long range', failedIndexes, '"0-2147483646"', 'progress.failed', '2147483647'),
      toValue('a list', failedIndexes, '[1]', 'failedIndexes', refused),
    ],
    secrets: { areProtected: true },
    text: { place: /(?<="message":")[^"]*/, field: 'statusMessage' },
  },
  statuses: {
    words: { none: 'Kubernetes has conditions and counts, and no one word for where a Job stands.' },
    rows,
    toWire: { none: 'A condition that nobody knows decides nothing, and there is always a count.' },
    moves: ['no status', 'active', 'suspended', 'about to fail', 'failed'],
    progress: [
      ['nothing', {}, {}, null, '0', '0', null],
      ['no completions', {}, { succeeded: 2 }, null, '2', '0', null],
      ['some', { completions: 10 }, { succeeded: 4, failedIndexes: '1,3-5', failed: 9 }, '10', '4', '4', 0.8],
      ['all', { completions: 2 }, { succeeded: 2 }, '2', '2', '0', 1],
    ].map(([name, spec, status, total, succeeded, failed, fraction]) => ({
      name: name as string,
      toWire: (key: string) => toWire(key, { spec: spec as object, status: status as object }),
      progress: { total, succeeded, failed, fraction } as never,
    })),
  },
  lists: {
    operation: 'listJobForAllNamespaces',
    operations: ['listJobForAllNamespaces'],
    tokenOf: ({ query }) => query['continue'] ?? null,
    rowFacts: [
      'definition',
      'startedAt',
      ...[
        'name',
        'kind',
        'status',
        'rawStatus',
        'statusSource',
        'isTerminal',
        'statusMessage',
        'createdAt',
        'updatedAt',
      ],
      ...['endedAt', 'progress', 'failures', 'namespace', 'conditions', 'pods', 'isSuspended'],
    ],
    jobs: listed,
    toJob: (index) => {
      const key = `etl/many-${index}/${uid}`;
      return { key, job: toWireJob(key, { metadata: { creationTimestamp: '2026-11-22T06:00:00Z' } }) };
    },
    maxPageSize: 200,
    toPage: (keys, next) =>
      JSON.stringify({
        metadata: { resourceVersion: '1', continue: next ?? undefined },
        items: keys.map((key) => toWireJob(key)),
      }),
    illKeys: ['', 'etl/a b/c', `etl/../${uid}`, `Etl/a/${uid}`, `etl/a/${uid.toUpperCase()}`, 'etl/a', `/a/${uid}`],
  },
  batches: { none: 'Kubernetes reads one Job per call.' },
  errors: {
    requestIdHeader: 'audit-id',
    cases: [
      ...reasons,
      toFailure(
        'a Job that is not there',
        404,
        toStatusBody('NotFound', { name: 'x', kind: 'jobs' }),
        'JOB_NOT_FOUND',
        'NotFound',
      ),
      toFailure('an API that is not there', 404, toStatusBody('NotFound', {}), 'PROVIDER_REJECTED', 'NotFound'),
      toFailure('NotFound without details', 404, toStatusBody('NotFound'), 'PROVIDER_REJECTED', 'NotFound'),
    ],
    codeless: statusCases,
  },
};

function toGoodJob(key: string): object {
  return toWireJob(key, {
    metadata: {
      resourceVersion: '812345',
      creationTimestamp: '2026-11-22T06:00:09Z',
      labels: { team: 'data' },
      ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'load', uid: 'u', controller: true }],
    },
    spec: {
      ...{ parallelism: 2, completions: 5, backoffLimit: 6, completionMode: 'Indexed', suspend: false },
      template: {
        spec: {
          containers: [
            {
              ...{ name: 'load', image: 'load:7', command: ['s3cr3t-program'], args: ['--password=s3cr3t-word'] },
              env: [{ name: 'DB_PASSWORD', value: 's3cr3t-value' }],
            },
          ],
        },
      },
    },
    status: {
      conditions: [toCondition('Failed', { reason: 'BackoffLimitExceeded', message: 'the limit is reached' })],
      ...{ startTime: '2026-11-22T06:00:01Z', succeeded: 3, failed: 7, completedIndexes: '0-2', failedIndexes: '3' },
    },
  });
}

/** Of a Job of which only its key is known. */
function nothing(): object {
  const names = [
    ...[
      'definition',
      'rawStatus',
      'createdAt',
      'resourceVersion',
      'labels',
      'controller',
      'parallelism',
      'completions',
    ],
    ...['completionMode', 'backoffLimit', 'backoffLimitPerIndex', 'maxFailedIndexes', 'activeDeadlineSeconds'],
    ...[
      'ttlSecondsAfterFinished',
      'isSuspended',
      'managedBy',
      'serviceAccountName',
      'startedAt',
      'deletionRequestedAt',
    ],
    ...['completedIndexes', 'failedIndexes', 'conditions', 'containers', 'environmentVariables'],
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, null])),
    status: 'QUEUED',
    statusSource: 'DERIVED',
    progress: { total: null, succeeded: '0', failed: '0', fraction: null },
    pods: { active: 0, ready: 0, succeeded: 0, failed: 0, terminating: 0 },
  };
}

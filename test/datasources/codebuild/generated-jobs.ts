/** Builds of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import {
  epochTime,
  member,
  someAddress,
  someText,
  toExpectedAddress,
  wholeNumber,
  word,
  type SpeltTime,
} from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

type Maybe<T> = T | null | undefined;
type ModelOf<A> = A extends fc.Arbitrary<infer T> ? T : never;

const words = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'];
const text = fc.oneof(someText, fc.constant(''));
const phaseName = fc.oneof(
  fc.constantFrom('SUBMITTED', 'QUEUED', 'PROVISIONING', 'BUILD', 'COMPLETED', 'queued'),
  text,
);
const bigNumber = fc
  .record({ value: fc.maxSafeInteger(), isExponent: fc.boolean() })
  .map(({ value, isExponent }) => ({ value, wire: isExponent ? value.toExponential() : String(value) }));
const url = fc.oneof(someAddress, fc.constant(''));

const phase = fc.record({
  type: member(phaseName),
  status: member(word(...words)),
  started: member(epochTime),
  ended: member(epochTime),
  duration: member(wholeNumber),
  contexts: member(fc.array(fc.record({ statusCode: member(text), message: member(text) }), { maxLength: 3 })),
});
type Phase = ModelOf<typeof phase>;

/** What stands on the wire, and what is left of it. */
const location = fc.oneof(
  text.filter((some) => !some.includes('//')).map((some): readonly [wire: string, shown: string] => [some, some]),
  fc.constantFrom<readonly [wire: string, shown: string]>(
    ['https://github.com/acme/web-app.git', 'https://github.com/acme/web-app.git'],
    ['https://builder:s3cr3t-w0rd@github.com/acme/web-app.git', 'https://github.com/acme/web-app.git'],
    ['https://s3cr3t-token@github.com/acme', 'https://github.com/acme'],
    ['https://a:s3cr3t@b@c@host/x@y', 'https://host/x@y'],
    ['https://host/x@y', 'https://host/x@y'],
    ['https://host?u=a@b', 'https://host?u=a@b'],
    ['https://host#a@b', 'https://host#a@b'],
    ['https://:s3cr3t@host', 'https://host'],
    ['https://@host', 'https://host'],
    ['https://a:s3cr3t@', 'https://'],
    ['git+ssh://git:s3cr3t@host:22/a', 'git+ssh://host:22/a'],
    ['HTTPS://A:S3CR3T@HOST', 'HTTPS://HOST'],
    ['git@github.com:acme/web-app.git', 'git@github.com:acme/web-app.git'],
    ['acme-sources/a:b@c/lib.zip', 'acme-sources/a:b@c/lib.zip'],
    ['https://a:s3cr3t\n@host/', 'https://host/'],
  ),
);

const source = fc.record({
  type: member(fc.oneof(fc.constantFrom('GITHUB', 'S3', 'NO_SOURCE'), text)),
  location: member(location),
  depth: member(wholeNumber),
  identifier: member(text),
  buildspec: member(text),
});
type Source = ModelOf<typeof source>;

const artifact = fc.record({
  location: member(text),
  identifier: member(text),
  sha256: member(text),
  md5: member(text),
});
type Artifact = ModelOf<typeof artifact>;

const variables = fc.array(
  fc.record({
    name: member(text),
    value: member(text),
    type: member(fc.oneof(fc.constantFrom('PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER', 'plaintext'), text)),
  }),
  { maxLength: 3 },
);
type Variables = ModelOf<typeof variables>;

const buildModel = fc.record({
  arn: member(text),
  project: member(text),
  number: member(bigNumber),
  status: member(word(...words)),
  currentPhase: member(phaseName),
  started: member(epochTime),
  ended: member(epochTime),
  isComplete: member(fc.boolean()),
  phases: member(fc.array(phase, { maxLength: 4 })),
  initiator: member(text),
  version: member(text),
  resolvedVersion: member(text),
  source: member(source),
  secondarySources: member(fc.array(source, { maxLength: 2 })),
  environment: member(
    fc.record({
      type: member(text),
      image: member(text),
      computeType: member(text),
      isPrivileged: member(fc.boolean()),
      variables: member(variables),
    }),
  ),
  exported: member(variables),
  artifact: member(artifact),
  secondaryArtifacts: member(fc.array(artifact, { maxLength: 2 })),
  logs: member(
    fc.record({
      groupName: member(text),
      streamName: member(text),
      link: member(url),
      s3Link: member(url),
    }),
  ),
  role: member(text),
  timeout: member(wholeNumber),
  queuedTimeout: member(wholeNumber),
  batchArn: member(text),
  reports: member(fc.array(text, { maxLength: 3 })),
  debug: member(fc.record({ isEnabled: member(fc.boolean()), target: member(text) })),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type BuildModel = ModelOf<typeof buildModel>;

const toNumber = (value: Maybe<{ readonly wire: string }>): WireJson => value && { number: value.wire };
const toInstant = (time: Maybe<SpeltTime>): string | null => time?.instant ?? null;

function toWire(id: string, build: BuildModel): WireJson {
  const { environment, logs, debug } = build;
  return toWireObject(
    {
      id,
      arn: build.arn,
      projectName: build.project,
      buildNumber: toNumber(build.number),
      buildStatus: build.status,
      currentPhase: build.currentPhase,
      startTime: toNumber(build.started),
      endTime: toNumber(build.ended),
      buildComplete: build.isComplete,
      phases: build.phases?.map(toWirePhase),
      initiator: build.initiator,
      sourceVersion: build.version,
      resolvedSourceVersion: build.resolvedVersion,
      source: build.source && toWireSource(build.source),
      secondarySources: build.secondarySources?.map(toWireSource),
      environment:
        environment &&
        toWireObject({
          type: environment.type,
          image: environment.image,
          computeType: environment.computeType,
          privilegedMode: environment.isPrivileged,
          environmentVariables: environment.variables?.map((one) => toWireObject(one)),
        }),
      exportedEnvironmentVariables: build.exported?.map(({ name, value }) => toWireObject({ name, value })),
      artifacts: build.artifact && toWireArtifact(build.artifact),
      secondaryArtifacts: build.secondaryArtifacts?.map(toWireArtifact),
      logs:
        logs &&
        toWireObject({
          groupName: logs.groupName,
          streamName: logs.streamName,
          deepLink: logs.link,
          s3DeepLink: logs.s3Link,
        }),
      serviceRole: build.role,
      timeoutInMinutes: toNumber(build.timeout),
      queuedTimeoutInMinutes: toNumber(build.queuedTimeout),
      buildBatchArn: build.batchArn,
      reportArns: build.reports,
      debugSession: debug && toWireObject({ sessionEnabled: debug.isEnabled, sessionTarget: debug.target }),
    },
    build.hasUnknown ? unknownMembers : [],
  );
}

function toWirePhase({ type, status, started, ended, duration, contexts }: Phase): WireJson {
  return toWireObject({
    phaseType: type,
    phaseStatus: status,
    startTime: toNumber(started),
    endTime: toNumber(ended),
    durationInSeconds: toNumber(duration),
    contexts: contexts?.map((one) => toWireObject(one)),
  });
}

function toWireSource({ type, location: place, depth, identifier, buildspec }: Source): WireJson {
  return toWireObject({
    type,
    location: place && place[0],
    gitCloneDepth: toNumber(depth),
    sourceIdentifier: identifier,
    buildspec,
  });
}

function toWireArtifact({ location: place, identifier, sha256, md5 }: Artifact): WireJson {
  return toWireObject({ location: place, artifactIdentifier: identifier, sha256sum: sha256, md5sum: md5 });
}

const meaningOfWord = new Map([
  ['IN_PROGRESS', 'RUNNING'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
  ['FAULT', 'FAILED'],
  ['TIMED_OUT', 'TIMED_OUT'],
  ['STOPPED', 'CANCELLED'],
]);

/** The first line of the contract's table that fits. */
function toStatus({ status, currentPhase }: BuildModel): { readonly status: string; readonly statusSource: string } {
  if (status === null || status === undefined) return { status: 'UNKNOWN', statusSource: 'NOT_REPORTED' };
  if (status === 'IN_PROGRESS' && (currentPhase === 'SUBMITTED' || currentPhase === 'QUEUED'))
    return { status: 'QUEUED', statusSource: 'DERIVED' };
  return { status: meaningOfWord.get(status) ?? 'UNKNOWN', statusSource: 'PROVIDER' };
}

function toMessage(phases: Maybe<readonly Phase[]>): string | null {
  let found: string | null = null;
  for (const { status, contexts } of phases ?? [])
    if (status === 'FAILED' || status === 'FAULT' || status === 'TIMED_OUT' || status === 'STOPPED')
      for (const { message } of contexts ?? []) if (message) found = message;
  return found;
}

function toFailures({ phases, status: word }: BuildModel, status: string): readonly object[] {
  const failures: object[] = [];
  for (const { type = null, status: phaseStatus, contexts } of phases ?? []) {
    if (phaseStatus !== 'FAILED' && phaseStatus !== 'FAULT' && phaseStatus !== 'TIMED_OUT') continue;
    const left = (contexts ?? []).filter((one) => one.statusCode || one.message);
    if (left.length === 0) failures.push({ code: phaseStatus, message: null, subject: type });
    for (const { statusCode, message } of left)
      failures.push({ code: statusCode ?? null, message: message ?? null, subject: type });
  }
  const isOne = failures.length === 0 && (status === 'FAILED' || status === 'TIMED_OUT');
  return isOne ? [{ code: word, message: null, subject: null }] : failures;
}

function toPhase({ type, status, started, ended, duration }: Phase): object {
  return {
    type: type ?? null,
    status: status === null || status === undefined ? null : (meaningOfWord.get(status) ?? 'UNKNOWN'),
    rawStatus: status ?? null,
    startedAt: toInstant(started),
    endedAt: toInstant(ended),
    durationSeconds: duration?.value ?? null,
  };
}

function toSource({ type, location: place, identifier, depth }: Source): object {
  return {
    type: type ?? null,
    location: place?.[1] ?? null,
    identifier: identifier ?? null,
    cloneDepth: depth?.value ?? null,
  };
}

function toArtifact({ location: place, identifier, sha256, md5 }: Artifact): object {
  return {
    location: place || null,
    identifier: identifier ?? null,
    sha256: sha256 ?? null,
    md5: md5 ?? null,
  };
}

function toVariables(some: Maybe<Variables>, viewer: Viewer, isExported: boolean): readonly object[] | null {
  return (
    some?.map(({ name, value, type }) => {
      const isName = !isExported && (type === 'PARAMETER_STORE' || type === 'SECRETS_MANAGER');
      return {
        name: name ?? null,
        ...(viewer === 'whole' ? { value: isName ? null : (value ?? null) } : {}),
        valueFrom: isName ? (value ?? null) : null,
        type: isExported ? null : (type ?? null),
        container: null,
      };
    }) ?? null
  );
}

function findStart({ phases }: BuildModel): string | null {
  for (const { type, started } of phases ?? [])
    if (!['SUBMITTED', 'QUEUED', 'COMPLETED'].includes(type ?? '')) return toInstant(started);
  return null;
}

function toOpenFields(key: string, build: BuildModel): ExpectedJob {
  const { status, statusSource } = toStatus(build);
  const hasEnded = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'CANCELLED'].includes(status);
  const [project] = key.split(':');
  const { environment, logs } = build;
  return {
    name: project,
    kind: build.source?.type ?? null,
    definition: project,
    status,
    rawStatus: build.status ?? null,
    statusSource,
    statusMessage: toMessage(build.phases),
    createdAt: toInstant(build.started),
    startedAt: status === 'QUEUED' ? null : findStart(build),
    endedAt: hasEnded ? toInstant(build.ended) : null,
    failures: toFailures(build, status),
    arn: build.arn ?? null,
    projectName: project,
    buildNumber: build.number ? String(build.number.value) : null,
    currentPhase: build.currentPhase ?? null,
    phases: build.phases?.map(toPhase) ?? null,
    initiator: build.initiator ?? null,
    sourceVersion: build.version ?? null,
    resolvedSourceVersion: build.resolvedVersion ?? null,
    buildSource: build.source ? toSource(build.source) : null,
    secondarySources: build.secondarySources?.map(toSource) ?? null,
    environment: environment
      ? {
          type: environment.type ?? null,
          image: environment.image ?? null,
          computeType: environment.computeType ?? null,
          isPrivileged: environment.isPrivileged ?? null,
        }
      : null,
    artifact: build.artifact ? toArtifact(build.artifact) : null,
    secondaryArtifacts: build.secondaryArtifacts?.map(toArtifact) ?? null,
    logs: logs
      ? {
          groupName: logs.groupName ?? null,
          streamName: logs.streamName ?? null,
          url: toExpectedAddress(logs.link),
          s3Url: toExpectedAddress(logs.s3Link),
        }
      : null,
    roleArn: build.role ?? null,
    timeoutMinutes: build.timeout?.value ?? null,
    queuedTimeoutMinutes: build.queuedTimeout?.value ?? null,
    buildBatchArn: build.batchArn ?? null,
    reportArns: build.reports ?? null,
    debugSessionEnabled: build.debug?.isEnabled ?? null,
  };
}

export const generatedJobs = toGeneratedJobs(
  buildModel,
  // A record stands inside its answer, so it has no byte order mark.
  (key, build) => ({
    body: formatWireJson(toWire(key, build), build.spelling % 7 === 0 ? build.spelling + 1 : build.spelling),
  }),
  (key, build, viewer) => ({
    ...toOpenFields(key, build),
    environmentVariables: toVariables(build.environment?.variables, viewer, false),
    exportedEnvironmentVariables: toVariables(build.exported, viewer, true),
    ...(viewer === 'whole'
      ? { buildspec: build.source?.buildspec ?? null, debugSessionTarget: build.debug?.target ?? null }
      : {}),
  }),
);

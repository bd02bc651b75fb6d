/** Panorama jobs of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { entries, epochTime, member, someText, toSortedEntries, word, type SpeltTime } from '../generated-values.ts';
import { formatWireJson, toWireObject, unknownMembers, type WireJson } from '../wire-json.ts';

type Maybe<T> = T | null | undefined;

interface Place {
  readonly bucket: string;
  readonly key: string;
  readonly region: Maybe<string>;
}

const place: fc.Arbitrary<Place> = fc.record({ bucket: someText, key: someText, region: member(someText) });

const jobModel = fc.record({
  status: member(word('PENDING', 'SUCCEEDED', 'FAILED')),
  // An empty text is a text here.
  statusMessage: member(fc.oneof(someText, fc.constant(''))),
  created: member(epochTime),
  updated: member(epochTime),
  type: member(word('NODE_PACKAGE_VERSION', 'MARKETPLACE_NODE_PACKAGE_VERSION', '')),
  token: member(someText),
  tags: member(fc.array(fc.record({ resourceType: someText, tags: member(entries) }), { maxLength: 3 })),
  input: member(place),
  outputConfig: member(
    fc.record({ name: member(someText), version: member(someText), markLatest: member(fc.boolean()) }),
  ),
  output: member(
    fc.record({ id: member(someText), version: member(someText), patch: member(someText), place: member(place) }),
  ),
  hasUnknown: fc.boolean(),
  spelling: fc.nat({ max: 1000 }),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

function toWire(id: string, job: JobModel): WireJson {
  return toWireObject(
    {
      JobId: id,
      ClientToken: job.token,
      CreatedTime: toNumber(job.created),
      LastUpdatedTime: toNumber(job.updated),
      JobType: job.type,
      Status: job.status,
      StatusMessage: job.statusMessage,
      JobTags: job.tags?.map(({ resourceType, tags }) =>
        toWireObject({ ResourceType: resourceType, Tags: tags && new Map(tags) }),
      ),
      InputConfig: wrap(job, job.input, 'PackageVersionInputConfig', (input) =>
        toWireObject({ S3Location: toWirePlace(input) }),
      ),
      OutputConfig: wrap(job, job.outputConfig, 'PackageVersionOutputConfig', ({ name, version, markLatest }) =>
        toWireObject({ PackageName: name, PackageVersion: version, MarkLatest: markLatest }),
      ),
      Output:
        job.output &&
        toWireObject({
          PackageId: job.output.id,
          PackageVersion: job.output.version,
          PatchVersion: job.output.patch,
          OutputS3Location: job.output.place && toWirePlace({ ...job.output.place, region: undefined }),
        }),
    },
    job.hasUnknown ? unknownMembers : [],
  );
}

function toNumber(time: Maybe<SpeltTime>): WireJson {
  return time && { number: time.wire };
}

/** Of those that say nothing, some do so at the outer level already, some at the inner one. */
function wrap<T>({ spelling }: JobModel, value: Maybe<T>, name: string, toInner: (value: T) => WireJson): WireJson {
  if (value !== null && value !== undefined) return toWireObject({ [name]: toInner(value) });
  const nothing = value === null ? null : undefined;
  return spelling % 2 === 0 ? nothing : toWireObject({ [name]: nothing });
}

function toWirePlace({ bucket, key, region }: Place): WireJson {
  return toWireObject({ BucketName: bucket, ObjectKey: key, Region: region });
}

const statuses = new Map([
  ['PENDING', 'QUEUED'],
  ['SUCCEEDED', 'SUCCEEDED'],
  ['FAILED', 'FAILED'],
]);

function toOpenFields(job: JobModel): ExpectedJob {
  const rawStatus = job.status ?? null;
  const status = statuses.get(rawStatus ?? '') ?? 'UNKNOWN';
  const isTerminal = status === 'SUCCEEDED' || status === 'FAILED';
  const updatedAt = job.updated?.instant ?? null;
  const statusMessage = job.statusMessage ?? null;
  return {
    name: job.outputConfig?.name ?? null,
    kind: job.type || null,
    definition: job.outputConfig?.name || null,
    status,
    rawStatus,
    statusSource: rawStatus === null ? 'NOT_REPORTED' : 'PROVIDER',
    statusMessage,
    createdAt: job.created?.instant ?? null,
    updatedAt,
    endedAt: isTerminal ? updatedAt : null,
    failures: status === 'FAILED' ? [{ code: 'FAILED', message: statusMessage, subject: null }] : [],
    importType: toImportType(job.type),
    jobTags: job.tags?.map(({ resourceType, tags }) => ({ resourceType, tags: toSortedEntries(tags ?? []) })) ?? null,
    input: job.input ? { ...job.input, region: job.input.region ?? null } : null,
    outputPackage: job.outputConfig
      ? {
          packageName: job.outputConfig.name ?? null,
          packageVersion: job.outputConfig.version ?? null,
          markLatest: job.outputConfig.markLatest ?? null,
        }
      : null,
    output: job.output
      ? {
          packageId: job.output.id ?? null,
          packageVersion: job.output.version ?? null,
          patchVersion: job.output.patch ?? null,
          location: job.output.place ? { ...job.output.place, region: null } : null,
        }
      : null,
  };
}

function toImportType(type: Maybe<string>): string | null {
  if (!type) return null;
  return ['NODE_PACKAGE_VERSION', 'MARKETPLACE_NODE_PACKAGE_VERSION'].includes(type) ? type : 'UNKNOWN';
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, job) => ({ body: formatWireJson(toWire(key, job), job.spelling) }),
  (_key, job, viewer) => ({ ...toOpenFields(job), ...(viewer === 'whole' ? { clientToken: job.token ?? null } : {}) }),
);

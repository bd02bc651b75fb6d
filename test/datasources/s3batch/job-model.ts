/** S3 batch jobs as a test means them, their DescribeJob answers in any legal spelling, and what the graph must say. */
import fc from 'fast-check';
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import { isoTime, member, someText, word } from '../generated-values.ts';
import { formByHand } from '../plain-form-by-hand.ts';
import { createXmlSpelling, unknownElements } from '../wire-xml.ts';
import { isAnyThere, showMembers, toValues, writeMembers, type Member } from './members.ts';
import { words } from './statuses.ts';

const own: readonly Member[] = [
  ['JobArn', 'arn', 'text'],
  ['ConfirmationRequired', 'confirmationRequired', 'flag'],
  ['RoleArn', 'roleArn', 'text'],
  ['SuspendedDate', 'suspendedAt', 'time'],
  ['SuspendedCause', 'suspendedCause', 'text'],
  ['StatusUpdateReason', 'statusMessage', 'text'],
  ['CreationTime', 'createdAt', 'time'],
];
const counts: readonly Member[] = [
  ['ProgressSummary.TotalNumberOfTasks', 'total', 'big'],
  ['ProgressSummary.NumberOfTasksSucceeded', 'succeeded', 'big'],
  ['ProgressSummary.NumberOfTasksFailed', 'failed', 'big'],
];
const timers: readonly Member[] = [['ProgressSummary.Timers.ElapsedTimeInActiveSeconds', 'activeSeconds', 'big']];
const location = (at: string): readonly Member[] => [
  [`${at}.Location.ObjectArn`, 'objectArn', 'text'],
  [`${at}.Location.ObjectVersionId`, 'objectVersionId', 'text'],
  [`${at}.Location.ETag`, 'etag', 'text'],
];
const manifest: readonly Member[] = [
  ['Manifest.Spec.Format', 'format', 'text'],
  ['Manifest.Spec.Fields', 'fields', 'texts'],
  ...location('Manifest'),
];
const generated: readonly Member[] = [
  ['GeneratedManifestDescriptor.Format', 'format', 'text'],
  ...location('GeneratedManifestDescriptor'),
];
const report: readonly Member[] = [
  ['Report.Bucket', 'bucketArn', 'text'],
  ['Report.Enabled', 'enabled', 'flag'],
  ['Report.Format', 'format', 'text'],
  ['Report.Prefix', 'prefix', 'text'],
  ['Report.ReportScope', 'scope', 'text'],
];
const generatorAt = 'ManifestGenerator.S3JobManifestGenerator';
const filter: readonly Member[] = (
  [
    ['EligibleForReplication', 'eligibleForReplication', 'flag'],
    ['ObjectReplicationStatuses', 'replicationStatuses', 'texts'],
    ['CreatedAfter', 'createdAfter', 'time'],
    ['CreatedBefore', 'createdBefore', 'time'],
    ['KeyNameConstraint.MatchAnyPrefix', 'keyPrefixes', 'texts'],
    ['KeyNameConstraint.MatchAnySuffix', 'keySuffixes', 'texts'],
    ['KeyNameConstraint.MatchAnySubstring', 'keySubstrings', 'texts'],
    ['ObjectSizeGreaterThanBytes', 'sizeGreaterThanBytes', 'big'],
    ['ObjectSizeLessThanBytes', 'sizeLessThanBytes', 'big'],
    ['MatchAnyStorageClass', 'storageClasses', 'texts'],
  ] as const
).map(([path, field, of]) => [`${generatorAt}.Filter.${path}`, field, of]);
const generator: readonly Member[] = [
  [`${generatorAt}.SourceBucket`, 'sourceBucketArn', 'text'],
  [`${generatorAt}.EnableManifestOutput`, 'isWritten', 'flag'],
  [`${generatorAt}.ManifestOutputLocation.Bucket`, 'outputBucketArn', 'text'],
  [`${generatorAt}.ManifestOutputLocation.ManifestPrefix`, 'outputPrefix', 'text'],
];
const userArguments: readonly Member[] = [['UserArguments', 'userArguments', 'map']];

/** The contract's table of operations: the type, and its settings. */
const operations: Readonly<Record<string, readonly [typeName: string, members: readonly Member[]]>> = {
  LambdaInvoke: [
    'S3LambdaInvokeOperation',
    [
      ['FunctionArn', 'functionArn', 'text'],
      ['InvocationSchemaVersion', 'invocationSchemaVersion', 'text'],
    ],
  ],
  S3PutObjectCopy: [
    'S3PutObjectCopyOperation',
    [
      ['TargetResource', 'targetResource', 'text'],
      ['TargetKeyPrefix', 'targetKeyPrefix', 'text'],
      ['StorageClass', 'storageClass', 'text'],
      ['CannedAccessControlList', 'cannedAccessControlList', 'text'],
      ['AccessControlGrants', 'accessControlGrants', 'grants'],
      ['MetadataDirective', 'metadataDirective', 'text'],
      ['NewObjectMetadata.UserMetadata', 'userMetadata', 'map'],
      ['NewObjectMetadata.CacheControl', 'cacheControl', 'text'],
      ['NewObjectMetadata.ContentDisposition', 'contentDisposition', 'text'],
      ['NewObjectMetadata.ContentEncoding', 'contentEncoding', 'text'],
      ['NewObjectMetadata.ContentLanguage', 'contentLanguage', 'text'],
      ['NewObjectMetadata.ContentType', 'contentType', 'text'],
      ['NewObjectMetadata.HttpExpiresDate', 'httpExpiresAt', 'time'],
      ['NewObjectMetadata.SSEAlgorithm', 'sseAlgorithm', 'text'],
      ['NewObjectTagging', 'newObjectTagging', 'tags'],
      ['RedirectLocation', 'redirectLocation', 'text'],
      ['RequesterPays', 'requesterPays', 'flag'],
      ['ModifiedSinceConstraint', 'modifiedSince', 'time'],
      ['UnModifiedSinceConstraint', 'unmodifiedSince', 'time'],
      ['SSEAwsKmsKeyId', 'kmsKeyId', 'text'],
      ['BucketKeyEnabled', 'isBucketKeyEnabled', 'flag'],
      ['ObjectLockLegalHoldStatus', 'objectLockLegalHoldStatus', 'text'],
      ['ObjectLockMode', 'objectLockMode', 'text'],
      ['ObjectLockRetainUntilDate', 'objectLockRetainUntil', 'time'],
      ['ChecksumAlgorithm', 'checksumAlgorithm', 'text'],
    ],
  ],
  S3PutObjectAcl: [
    'S3PutObjectAclOperation',
    [
      ['AccessControlPolicy.CannedAccessControlList', 'cannedAccessControlList', 'text'],
      ['AccessControlPolicy.AccessControlList.Grants', 'accessControlGrants', 'grants'],
    ],
  ],
  S3PutObjectTagging: ['S3PutObjectTaggingOperation', [['TagSet', 'tags', 'tags']]],
  S3InitiateRestoreObject: [
    'S3InitiateRestoreObjectOperation',
    [
      ['ExpirationInDays', 'expirationInDays', 'int'],
      ['GlacierJobTier', 'jobTier', 'text'],
    ],
  ],
  S3PutObjectLegalHold: ['S3PutObjectLegalHoldOperation', [['LegalHold.Status', 'status', 'text']]],
  S3PutObjectRetention: [
    'S3PutObjectRetentionOperation',
    [
      ['Retention.Mode', 'mode', 'text'],
      ['Retention.RetainUntilDate', 'retainUntil', 'time'],
      ['BypassGovernanceRetention', 'bypassesGovernance', 'flag'],
    ],
  ],
  S3ComputeObjectChecksum: [
    'S3ComputeObjectChecksumOperation',
    [
      ['ChecksumAlgorithm', 'checksumAlgorithm', 'text'],
      ['ChecksumType', 'checksumType', 'text'],
    ],
  ],
  S3UpdateObjectEncryption: [
    'S3UpdateObjectEncryptionOperation',
    [
      ['ObjectEncryption.SSE-KMS.KMSKeyArn', 'kmsKeyArn', 'text'],
      ['ObjectEncryption.SSE-KMS.BucketKeyEnabled', 'isBucketKeyEnabled', 'flag'],
    ],
  ],
};
const others = ['S3ReplicateObject', 'S3DeleteObjectTagging', 'S3AddedLater', 'toString', '__proto__', 'constructor'];

const operation = fc.oneof(
  { weight: 1, arbitrary: fc.record({ name: fc.constantFrom(...others), values: fc.constant({}) }) },
  ...Object.entries(operations).map(([name, [, members]]) => ({
    weight: 1,
    arbitrary: fc.record({
      name: fc.constant(name),
      // Of the other operations these have no place.
      values: toValues(name === 'LambdaInvoke' ? [...members, ...userArguments] : members),
    }),
  })),
);

export const jobModel = fc.record({
  status: member(fc.oneof(fc.constant('Complete'), word(...Object.keys(words)))),
  description: member(someText),
  priority: member(fc.constantFrom(0, 7, 2_147_483_647)),
  terminated: member(isoTime),
  failures: member(fc.array(fc.record({ code: fc.option(someText), reason: fc.option(someText) }), { maxLength: 3 })),
  values: toValues([...own, ...counts, ...timers, ...manifest, ...generated, ...report, ...generator, ...filter]),
  operation: member(operation),
  unknown: fc.subarray([...unknownElements]),
  spelling: fc.nat({ max: 100_000 }),
});
export type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

/** The whole answer, as bytes. */
export function formatJob(id: string, job: JobModel): Buffer {
  const xml = createXmlSpelling(job.spelling);
  const { textElement, typedElement, parent, element } = xml;
  const all = [...own, ...counts, ...timers, ...manifest, ...generated, ...report, ...generator, ...filter];
  return xml.document('DescribeJobResult', undefined, [
    parent('Job', [
      textElement('JobId', id),
      textElement('Status', job.status),
      textElement('Description', job.description),
      typedElement('Priority', job.priority?.toString() ?? (job.priority as null | undefined)),
      typedElement('TerminationDate', job.terminated && job.terminated.wire),
      element(
        'FailureReasons',
        job.failures
          ?.map(({ code, reason }) =>
            parent('member', [textElement('FailureCode', code), textElement('FailureReason', reason)]),
          )
          .join('\n') ?? (job.failures as null | undefined),
      ),
      ...writeMembers(xml, all, job.values),
      formatOperation(),
      ...job.unknown,
    ]),
  ]);

  function formatOperation(): string {
    if (!job.operation) return element('Operation', job.operation);
    const { name, values } = job.operation;
    const members = [...(operations[name]?.[1] ?? []), ...(name === 'LambdaInvoke' ? userArguments : [])];
    const children = writeMembers(xml, members, values).filter((child) => child !== '');
    return parent('Operation', [children.length === 0 ? element(name, '') : parent(name, children)]);
  }
}

/** Every field of the job but those that follow from its key and status. */
export function toExpectedJob(job: JobModel, viewer: Viewer): ExpectedJob {
  const { values } = job;
  const status = toStatus(job);
  const isOver = ['CANCELLED', 'FAILED', 'SUCCEEDED', 'PARTIALLY_SUCCEEDED'].includes(status.status);
  const name = job.operation?.name ?? null;
  const plain = formByHand(job.description ?? null);
  const ofOperation = name === null ? undefined : Object.hasOwn(operations, name) ? operations[name] : undefined;
  const ofArguments =
    name === 'LambdaInvoke' ? showMembers(userArguments, job.operation?.values ?? {}) : { userArguments: null };
  return {
    name: job.description || null,
    kind: name,
    definition: name && (plain === '' ? name : `${name}: ${plain}`),
    ...status,
    rawStatus: job.status || null,
    endedAt: isOver ? (job.terminated?.instant ?? null) : null,
    progress: toProgress(values),
    failures: (job.failures ?? [])
      .filter(({ code, reason }) => code || reason)
      .map(({ code, reason }) => ({ code, message: reason, subject: null })),
    description: job.description || null,
    priority: job.priority ?? null,
    ...showMembers(own, values),
    ...showMembers(timers, values),
    manifest: orNothing(showMembers(manifest, values)),
    generatedManifest: orNothing({ ...showMembers(generated, values), fields: null }),
    manifestGenerator: isAnyThere([...generator, ...filter], values)
      ? { ...showMembers(generator, values), filter: isAnyThere(filter, values) ? showMembers(filter, values) : null }
      : null,
    report: isAnyThere(report, values) ? showMembers(report, values) : null,
    operation: name && {
      __typename: ofOperation?.[0] ?? 'S3OtherOperation',
      name,
      ...(ofOperation && showMembers(ofOperation[1], job.operation?.values ?? {})),
    },
    ...(viewer === 'whole' ? ofArguments : {}),
  };
}

function toStatus({ status, values }: JobModel): { readonly status: string; readonly statusSource: string } {
  if (!status) return { status: 'UNKNOWN', statusSource: 'NOT_REPORTED' };
  const { failed, succeeded } = showMembers(counts, values);
  if (status === 'Complete' && failed !== null && failed !== '0')
    return { status: (succeeded ?? '0') === '0' ? 'FAILED' : 'PARTIALLY_SUCCEEDED', statusSource: 'DERIVED' };
  return { status: new Map(Object.entries(words)).get(status) ?? 'UNKNOWN', statusSource: 'PROVIDER' };
}

/** Null where the element is absent or holds nothing. */
function toProgress(values: JobModel['values']): object | null {
  if (!isAnyThere([...counts, ...timers], values)) return null;
  const progress = showMembers(counts, values);
  const [total, succeeded, failed] = ['total', 'succeeded', 'failed'].map((name) => progress[name] as string | null);
  const isCounted = total && total !== '0' && succeeded != null && failed != null;
  return {
    ...progress,
    fraction: isCounted ? Math.min(1, Number(BigInt(succeeded) + BigInt(failed)) / Number(total)) : null,
  };
}

function orNothing(shown: Readonly<Record<string, unknown>>): object | null {
  return Object.values(shown).every((value) => value === null) ? null : shown;
}

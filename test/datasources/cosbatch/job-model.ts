/** COS Batch jobs as a test means them, and their DescribeJob answers in any legal spelling. */
import fc from 'fast-check';

import { entries, isoTime, member, someText, word, type SpeltTime } from '../generated-values.ts';
import { createXmlSpelling, unknownElements, type XmlSpelling } from '../wire-xml.ts';

/** `null` is an empty element, `undefined` none. */
export type Maybe<T> = T | null | undefined;
export type Entry = readonly [string, string | null];

const flag = fc
  .boolean()
  .chain((value) =>
    fc.constantFrom(...(value ? ['true', 'True', 'TRUE'] : ['false', 'False'])).map((wire) => ({ wire, value })),
  );

const count = fc.oneof(fc.bigInt({ min: 0n, max: 20n }), fc.constantFrom(0n, 5_000_000_122n, 9_007_199_254_740_993n));

const copy = fc.record({
  kind: fc.constant('copy' as const),
  targetResource: member(someText),
  storageClass: member(someText),
  cannedAccessControlList: member(someText),
  accessControlDirective: member(someText),
  grants: member(
    fc.array(
      fc.record({
        grantee: member(
          fc.record({ identifier: member(someText), type: member(someText), displayName: member(someText) }),
        ),
        permission: member(someText),
      }),
      { maxLength: 3 },
    ),
  ),
  metadataDirective: member(someText),
  metadata: member(
    fc.record({
      sseAlgorithm: member(someText),
      cacheControl: member(someText),
      contentDisposition: member(someText),
      contentEncoding: member(someText),
      contentType: member(someText),
      httpExpiresDate: member(someText),
      userMetadata: member(entries),
    }),
  ),
  prefixReplace: member(flag),
  resourcesPrefix: member(someText),
  targetKeyPrefix: member(someText),
  modifiedSince: member(someText),
  unmodifiedSince: member(someText),
  taggingDirective: member(someText),
  tagging: member(entries),
});

const restore = fc.record({
  kind: fc.constant('restore' as const),
  expirationInDays: member(fc.integer({ min: 0, max: 2_147_483_647 })),
  jobTier: member(someText),
});

const other = fc.record({
  kind: fc.constant('other' as const),
  name: fc.constantFrom(
    'COSPutObjectTagging',
    'COSAddedLater',
    'toString',
    'hasOwnProperty',
    '__proto__',
    'constructor',
  ),
  content: fc.constantFrom('', 'text', '<TagSet><COSTag><Key>a</Key></COSTag></TagSet>'),
});

const emptyOne = fc.record({
  kind: fc.constant('empty' as const),
  name: fc.constantFrom('COSPutObjectCopy', 'COSInitiateRestoreObject', 'COSAddedLater'),
});

export const jobModel = fc.record({
  status: member(
    fc.oneof(
      fc.constant('Complete'),
      word(
        'New',
        'Preparing',
        'Ready',
        'Active',
        'Pausing',
        'Completing',
        'Failing',
        'Paused',
        'Suspended',
        'Cancelling',
        'Cancelled',
        'Failed',
        'Complete',
      ),
    ),
  ),
  statusUpdateReason: member(someText),
  created: member(isoTime),
  terminated: member(isoTime),
  suspended: member(isoTime),
  suspendedCause: member(someText),
  description: member(someText),
  priority: member(fc.constantFrom(0, 7, 10, 2_147_483_647)),
  confirmationRequired: member(flag),
  clientToken: member(someText),
  roleArn: member(someText),
  progress: member(fc.record({ total: member(count), succeeded: member(count), failed: member(count) })),
  failures: member(fc.array(fc.record({ code: member(someText), reason: member(someText) }), { maxLength: 4 })),
  manifest: member(
    fc.record({
      location: member(fc.record({ etag: member(someText), arn: member(someText), version: member(someText) })),
      spec: member(fc.record({ format: member(someText), fields: member(fc.array(someText, { maxLength: 4 })) })),
    }),
  ),
  operation: member(fc.oneof({ weight: 4, arbitrary: copy }, restore, other, emptyOne)),
  report: member(
    fc.record({
      bucket: member(someText),
      enabled: member(flag),
      format: member(someText),
      prefix: member(someText),
      scope: member(someText),
    }),
  ),
  unknown: fc.subarray([...unknownElements]),
  spelling: fc.nat({ max: 100_000 }),
});

export type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;
export type CopyModel = typeof copy extends fc.Arbitrary<infer T> ? T : never;
export type MetadataModel = NonNullable<CopyModel['metadata']>;

/** The whole answer, as bytes. */
export function formatJob(id: string, job: JobModel): Buffer {
  const xml = createXmlSpelling(job.spelling);
  const { textElement, typedElement, parent } = xml;
  const { progress, report } = job;
  return xml.document('DescribeJobResult', undefined, [
    parent('Job', [
      textElement('JobId', id),
      textElement('Status', job.status),
      textElement('StatusUpdateReason', job.statusUpdateReason),
      typedElement('CreationTime', toWire(job.created)),
      typedElement('TerminationDate', toWire(job.terminated)),
      typedElement('SuspendedDate', toWire(job.suspended)),
      textElement('SuspendedCause', job.suspendedCause),
      textElement('Description', job.description),
      typedElement('Priority', job.priority?.toString() ?? (job.priority as null | undefined)),
      typedElement('ConfirmationRequired', job.confirmationRequired && job.confirmationRequired.wire),
      textElement('ClientRequestToken', job.clientToken),
      textElement('RoleArn', job.roleArn),
      ofMembers(xml, 'ProgressSummary', progress, ({ total, succeeded, failed }) => [
        typedElement('TotalNumberOfTasks', toDigits(total)),
        typedElement('NumberOfTasksSucceeded', toDigits(succeeded)),
        typedElement('NumberOfTasksFailed', toDigits(failed)),
      ]),
      ofMembers(xml, 'FailureReasons', job.failures, (failures) =>
        failures.map(({ code, reason }) =>
          parent('JobFailure', [textElement('FailureCode', code), textElement('FailureReason', reason)]),
        ),
      ),
      formatManifest(xml, job),
      formatOperation(xml, job),
      ofMembers(xml, 'Report', report, ({ bucket, enabled, format, prefix, scope }) => [
        textElement('Bucket', bucket),
        typedElement('Enabled', enabled && enabled.wire),
        textElement('Format', format),
        textElement('Prefix', prefix),
        textElement('ReportScope', scope),
      ]),
      ...job.unknown,
    ]),
  ]);
}

function formatManifest(xml: XmlSpelling, { manifest }: JobModel): string {
  const { textElement } = xml;
  return ofMembers(xml, 'Manifest', manifest, ({ location, spec }) => [
    ofMembers(xml, 'Location', location, ({ etag, arn, version }) => [
      textElement('ETag', etag),
      textElement('ObjectArn', arn),
      textElement('ObjectVersionId', version),
    ]),
    ofMembers(xml, 'Spec', spec, ({ format, fields }) => [
      textElement('Format', format),
      ofOrdered(xml, 'Fields', fields, (field) => textElement('member', field)),
    ]),
  ]);
}

function formatOperation(xml: XmlSpelling, { operation }: JobModel): string {
  const { textElement, typedElement, element, parent } = xml;
  return ofMembers(xml, 'Operation', operation, (one) => {
    if (one.kind === 'empty') return [element(one.name, '')];
    if (one.kind === 'other') return [element(one.name, one.content)];
    if (one.kind === 'copy') return [parent('COSPutObjectCopy', formatCopy(xml, one))];
    return [
      parent('COSInitiateRestoreObject', [
        typedElement(
          'ExpirationInDays',
          one.expirationInDays?.toString() ?? (one.expirationInDays as null | undefined),
        ),
        textElement('JobTier', one.jobTier),
      ]),
    ];
  });
}

function formatCopy(xml: XmlSpelling, copied: CopyModel): readonly string[] {
  const { textElement, typedElement, parent } = xml;
  return [
    textElement('TargetResource', copied.targetResource),
    textElement('StorageClass', copied.storageClass),
    textElement('CannedAccessControlList', copied.cannedAccessControlList),
    textElement('AccessControlDirective', copied.accessControlDirective),
    ofOrdered(xml, 'AccessControlGrants', copied.grants, ({ grantee, permission }) =>
      parent('COSGrant', [
        ofMembers(xml, 'Grantee', grantee, ({ identifier, type, displayName }) => [
          textElement('Identifier', identifier),
          textElement('TypeIdentifier', type),
          textElement('DisplayName', displayName),
        ]),
        textElement('Permission', permission),
      ]),
    ),
    textElement('MetadataDirective', copied.metadataDirective),
    ofMembers(xml, 'NewObjectMetadata', copied.metadata, (metadata) => [
      textElement('SSEAlgorithm', metadata.sseAlgorithm),
      textElement('CacheControl', metadata.cacheControl),
      textElement('ContentDisposition', metadata.contentDisposition),
      textElement('ContentEncoding', metadata.contentEncoding),
      textElement('ContentType', metadata.contentType),
      textElement('HttpExpiresDate', metadata.httpExpiresDate),
      ofOrdered(xml, 'UserMetadata', metadata.userMetadata, (entry) => formatEntry(xml, 'member', entry)),
    ]),
    typedElement('PrefixReplace', copied.prefixReplace && copied.prefixReplace.wire),
    textElement('ResourcesPrefix', copied.resourcesPrefix),
    textElement('TargetKeyPrefix', copied.targetKeyPrefix),
    textElement('ModifiedSinceConstraint', copied.modifiedSince),
    textElement('UnModifiedSinceConstraint', copied.unmodifiedSince),
    textElement('TaggingDirective', copied.taggingDirective),
    ofOrdered(xml, 'NewObjectTagging', copied.tagging, (entry) => formatEntry(xml, 'COSTag', entry)),
  ];
}

function formatEntry({ textElement, parent }: XmlSpelling, name: string, [key, value]: Entry): string {
  return parent(name, [textElement('Key', key), textElement('Value', value)]);
}

/** An element with members in any order; an empty one for null. */
function ofMembers<T>(
  xml: XmlSpelling,
  name: string,
  value: Maybe<T>,
  toChildren: (value: T) => readonly string[],
): string {
  if (value === null) return xml.element(name, null);
  if (value === undefined) return '';
  const children = toChildren(value);
  // The order of a list is kept, that of members is not.
  return Array.isArray(value) ? xml.element(name, children.join('\n')) : xml.parent(name, children);
}

function ofOrdered<T>(xml: XmlSpelling, name: string, items: Maybe<readonly T[]>, toItem: (item: T) => string): string {
  return xml.element(name, items && items.map(toItem).join('\n  '));
}

function toWire(time: Maybe<SpeltTime>): Maybe<string> {
  return time && time.wire;
}

function toDigits(value: Maybe<bigint>): Maybe<string> {
  return value === null || value === undefined ? value : value.toString();
}

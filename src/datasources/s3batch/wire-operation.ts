/**
 * The operation of an S3 batch job, a union by element name. An element that has no settings, or that this version does not know,
 * keeps its name. Lists have items `member`, maps have `entry` with `key` and `value`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_JobOperation.html
 */
import { BadAnswer } from '../../provider/contract/adapter.ts';
import type { JobKeyValue } from '../../provider/contract/job.ts';
import { within } from '../../provider/contract/bad-answer.ts';
import { xmlAt, xmlShape } from '../../provider/decode/shape.ts';
import { sortByKey } from '../../provider/decode/values.ts';
import {
  childNames,
  childOf,
  readElement,
  readListOf,
  readText,
  readXmlBoolean,
  readXmlInstant,
  readXmlInteger,
  requireText,
} from '../../provider/decode/xml-fields.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';
import type { S3AccessControlGrantFacts, S3BatchOperationFacts } from './facts.generated.ts';

function readMap(parent: XmlElement, name: string): readonly JobKeyValue[] | null {
  const entries = readListOf(parent, name, 'entry', (entry) => ({
    key: requireText(entry, 'key'),
    value: readText(entry, 'value'),
  }));
  return entries && sortByKey(entries);
}

function readTags(parent: XmlElement, name: string): readonly JobKeyValue[] | null {
  const tags = readListOf(parent, name, 'member', (tag) => ({
    key: requireText(tag, 'Key'),
    value: readText(tag, 'Value'),
  }));
  return tags && sortByKey(tags);
}

function readGrants(parent: XmlElement, name: string): readonly S3AccessControlGrantFacts[] | null {
  return readListOf(parent, name, 'member', (grant) => {
    const grantee = childOf(grant, 'Grantee') ?? '';
    const granteeType = readText(grantee, 'TypeIdentifier');
    const identifier = readText(grantee, 'Identifier');
    return {
      granteeType,
      // A person's address is not shown.
      granteeIdentifier: granteeType === 'emailAddress' ? null : identifier,
      permission: readText(grant, 'Permission'),
    };
  });
}

/** By element: the type in the graph, and the settings. */
const operations = {
  LambdaInvoke: [
    'S3LambdaInvokeOperation',
    xmlShape({
      functionArn: xmlAt('FunctionArn', readText),
      invocationSchemaVersion: xmlAt('InvocationSchemaVersion', readText),
    }),
  ],
  S3PutObjectCopy: [
    'S3PutObjectCopyOperation',
    xmlShape({
      targetResource: xmlAt('TargetResource', readText),
      targetKeyPrefix: xmlAt('TargetKeyPrefix', readText),
      storageClass: xmlAt('StorageClass', readText),
      cannedAccessControlList: xmlAt('CannedAccessControlList', readText),
      accessControlGrants: xmlAt('AccessControlGrants', readGrants),
      metadataDirective: xmlAt('MetadataDirective', readText),
      userMetadata: xmlAt('NewObjectMetadata.UserMetadata', readMap),
      cacheControl: xmlAt('NewObjectMetadata.CacheControl', readText),
      contentDisposition: xmlAt('NewObjectMetadata.ContentDisposition', readText),
      contentEncoding: xmlAt('NewObjectMetadata.ContentEncoding', readText),
      contentLanguage: xmlAt('NewObjectMetadata.ContentLanguage', readText),
      contentType: xmlAt('NewObjectMetadata.ContentType', readText),
      httpExpiresAt: xmlAt('NewObjectMetadata.HttpExpiresDate', readXmlInstant),
      newObjectTagging: xmlAt('NewObjectTagging', readTags),
      redirectLocation: xmlAt('RedirectLocation', readText),
      requesterPays: xmlAt('RequesterPays', readXmlBoolean),
      modifiedSince: xmlAt('ModifiedSinceConstraint', readXmlInstant),
      unmodifiedSince: xmlAt('UnModifiedSinceConstraint', readXmlInstant),
      sseAlgorithm: xmlAt('NewObjectMetadata.SSEAlgorithm', readText),
      kmsKeyId: xmlAt('SSEAwsKmsKeyId', readText),
      isBucketKeyEnabled: xmlAt('BucketKeyEnabled', readXmlBoolean),
      objectLockLegalHoldStatus: xmlAt('ObjectLockLegalHoldStatus', readText),
      objectLockMode: xmlAt('ObjectLockMode', readText),
      objectLockRetainUntil: xmlAt('ObjectLockRetainUntilDate', readXmlInstant),
      checksumAlgorithm: xmlAt('ChecksumAlgorithm', readText),
    }),
  ],
  S3PutObjectAcl: [
    'S3PutObjectAclOperation',
    xmlShape({
      cannedAccessControlList: xmlAt('AccessControlPolicy.CannedAccessControlList', readText),
      accessControlGrants: xmlAt('AccessControlPolicy.AccessControlList.Grants', readGrants),
    }),
  ],
  S3PutObjectTagging: ['S3PutObjectTaggingOperation', xmlShape({ tags: xmlAt('TagSet', readTags) })],
  S3InitiateRestoreObject: [
    'S3InitiateRestoreObjectOperation',
    xmlShape({
      expirationInDays: xmlAt('ExpirationInDays', readXmlInteger),
      jobTier: xmlAt('GlacierJobTier', readText),
    }),
  ],
  S3PutObjectLegalHold: ['S3PutObjectLegalHoldOperation', xmlShape({ status: xmlAt('LegalHold.Status', readText) })],
  S3PutObjectRetention: [
    'S3PutObjectRetentionOperation',
    xmlShape({
      mode: xmlAt('Retention.Mode', readText),
      retainUntil: xmlAt('Retention.RetainUntilDate', readXmlInstant),
      bypassesGovernance: xmlAt('BypassGovernanceRetention', readXmlBoolean),
    }),
  ],
  S3ComputeObjectChecksum: [
    'S3ComputeObjectChecksumOperation',
    xmlShape({
      checksumAlgorithm: xmlAt('ChecksumAlgorithm', readText),
      checksumType: xmlAt('ChecksumType', readText),
    }),
  ],
  S3UpdateObjectEncryption: [
    'S3UpdateObjectEncryptionOperation',
    xmlShape({
      kmsKeyArn: xmlAt('ObjectEncryption.SSE-KMS.KMSKeyArn', readText),
      isBucketKeyEnabled: xmlAt('ObjectEncryption.SSE-KMS.BucketKeyEnabled', readXmlBoolean),
    }),
  ],
} as const;

type Read = (name: string, element: XmlElement) => S3BatchOperationFacts;

const readers: ReadonlyMap<string, Read> = new Map(
  Object.entries(operations).map(([word, [typeName, read]]): [string, Read] => [
    word,
    (name, element) => ({ __typename: typeName, name, ...within(name, () => read(element)) }) as S3BatchOperationFacts,
  ]),
);

/** What a list says of an operation: its name, from which its type follows. */
export function toNamedOperation(name: string): Pick<S3BatchOperationFacts, '__typename' | 'name'> {
  const known = Object.hasOwn(operations, name) ? operations[name as keyof typeof operations] : undefined;
  return { __typename: known?.[0] ?? 'S3OtherOperation', name };
}

/** Null if the job has no operation. Throws `BadAnswer`. */
export function readOperation(job: XmlElement): S3BatchOperationFacts | null {
  const operation = readElement(job, 'Operation');
  const [name, ...others] = operation === null ? [] : childNames(operation);
  if (operation === null || name === undefined) return null;
  if (others.length > 0) throw new BadAnswer('Operation', 'object', 'list');
  const read = readers.get(name) ?? ((): S3BatchOperationFacts => ({ __typename: 'S3OtherOperation', name }));
  return within('Operation', () => read(name, childOf(operation, name) ?? ''));
}

/** What the function of an operation `LambdaInvoke` is given beside the object; null if it is nothing. */
export const readUserArguments = xmlAt('Operation.LambdaInvoke.UserArguments', readMap);

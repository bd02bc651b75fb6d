/**
 * The operation of a COS batch job, a union by element name. Unknown elements keep their name.
 * @see https://www.tencentcloud.com/document/product/436/38601
 */
import type { JobKeyValue } from '../../provider/contract/job.ts';
import { BadAnswer } from '../../provider/contract/adapter.ts';
import { sortByKey } from '../../provider/decode/values.ts';
import {
  childNames,
  childOf,
  readElement,
  readListOf,
  readText,
  requireText,
  readXmlBoolean,
  readXmlInteger,
} from '../../provider/decode/xml-fields.ts';
import type { XmlElement } from '../../provider/decode/xml-tree.ts';

/** What the job does with each object. `other` is an operation that this version does not know. */
export type CosOperation =
  CosPutObjectCopy | CosInitiateRestoreObject | { readonly name: string; readonly kind: 'other' };

/** An operation that copies each object. */
interface CosPutObjectCopy {
  readonly kind: 'copy';
  readonly name: string;
  readonly targetResource: string | null;
  readonly storageClass: string | null;
  readonly cannedAccessControlList: string | null;
  readonly accessControlDirective: string | null;
  readonly accessControlGrants: readonly CosGrant[] | null;
  readonly metadataDirective: string | null;
  readonly sseAlgorithm: string | null;
  readonly userMetadata: readonly JobKeyValue[] | null;
  readonly cacheControl: string | null;
  readonly contentDisposition: string | null;
  readonly contentEncoding: string | null;
  readonly contentType: string | null;
  readonly httpExpiresDate: string | null;
  readonly prefixReplace: boolean | null;
  readonly resourcesPrefix: string | null;
  readonly targetKeyPrefix: string | null;
  readonly modifiedSinceConstraint: string | null;
  readonly unmodifiedSinceConstraint: string | null;
  readonly taggingDirective: string | null;
  readonly newObjectTagging: readonly JobKeyValue[] | null;
}

/** A permission that a copy gives to one grantee. */
interface CosGrant {
  readonly granteeIdentifier: string | null;
  readonly granteeType: string | null;
  readonly granteeDisplayName: string | null;
  readonly permission: string | null;
}

/** An operation that restores each archived object for some days. */
interface CosInitiateRestoreObject {
  readonly kind: 'restore';
  readonly name: string;
  readonly expirationInDays: number | null;
  readonly jobTier: string | null;
}

/** Null if the job has no operation. Throws `BadAnswer`. */
export function readOperation(job: XmlElement): CosOperation | null {
  const operation = readElement(job, 'Operation');
  const [name, ...others] = operation === null ? [] : childNames(operation);
  if (operation === null || name === undefined) return null;
  if (others.length > 0) throw new BadAnswer('Operation', 'object', 'list');
  const element = childOf(operation, name) ?? '';
  if (name === 'COSPutObjectCopy') return readPutObjectCopy(name, element);
  if (name === 'COSInitiateRestoreObject') {
    return {
      kind: 'restore',
      name,
      expirationInDays: readXmlInteger(element, 'ExpirationInDays'),
      jobTier: readText(element, 'JobTier'),
    };
  }
  return { kind: 'other', name };
}

function readPutObjectCopy(name: string, copy: XmlElement): CosPutObjectCopy {
  const metadata = childOf(copy, 'NewObjectMetadata');
  const ofMetadata = (member: string): string | null => (metadata === undefined ? null : readText(metadata, member));
  return {
    kind: 'copy',
    name,
    targetResource: readText(copy, 'TargetResource'),
    storageClass: readText(copy, 'StorageClass'),
    cannedAccessControlList: readText(copy, 'CannedAccessControlList'),
    accessControlDirective: readText(copy, 'AccessControlDirective'),
    accessControlGrants: readListOf(copy, 'AccessControlGrants', 'COSGrant', readGrant),
    metadataDirective: readText(copy, 'MetadataDirective'),
    sseAlgorithm: ofMetadata('SSEAlgorithm'),
    userMetadata: metadata === undefined ? null : (readKeyValues(metadata, 'UserMetadata', 'member') ?? []),
    cacheControl: ofMetadata('CacheControl'),
    contentDisposition: ofMetadata('ContentDisposition'),
    contentEncoding: ofMetadata('ContentEncoding'),
    contentType: ofMetadata('ContentType'),
    httpExpiresDate: ofMetadata('HttpExpiresDate'),
    prefixReplace: readXmlBoolean(copy, 'PrefixReplace'),
    resourcesPrefix: readText(copy, 'ResourcesPrefix'),
    targetKeyPrefix: readText(copy, 'TargetKeyPrefix'),
    // A timestamp according to the documentation, a number according to the Go SDK: kept as text.
    modifiedSinceConstraint: readText(copy, 'ModifiedSinceConstraint'),
    unmodifiedSinceConstraint: readText(copy, 'UnModifiedSinceConstraint'),
    taggingDirective: readText(copy, 'TaggingDirective'),
    newObjectTagging: readKeyValues(copy, 'NewObjectTagging', 'COSTag'),
  };
}

function readGrant(grant: XmlElement): CosGrant {
  const grantee = childOf(grant, 'Grantee') ?? '';
  return {
    granteeIdentifier: readText(grantee, 'Identifier'),
    granteeType: readText(grantee, 'TypeIdentifier'),
    granteeDisplayName: readText(grantee, 'DisplayName'),
    permission: readText(grant, 'Permission'),
  };
}

function readKeyValues(parent: XmlElement, name: string, itemName: string): readonly JobKeyValue[] | null {
  const items = readListOf(parent, name, itemName, readKeyValue);
  return items && sortByKey(items);
}

function readKeyValue(entry: XmlElement): JobKeyValue {
  return { key: requireText(entry, 'Key'), value: readText(entry, 'Value') };
}

/** Made of the SDL: npm run generate. */
import type { Instant, JobFacts, JobKeyValue, WholeNumber } from '../../provider/contract/job.ts';

export interface S3BatchJobFacts extends JobFacts {
  readonly arn: string | null;
  readonly description: string | null;
  readonly priority: number | null;
  readonly confirmationRequired: boolean | null;
  readonly roleArn: string | null;
  readonly suspendedAt: Instant | null;
  readonly suspendedCause: string | null;
  readonly activeSeconds: WholeNumber | null;
  readonly manifest: S3BatchManifestFacts | null;
  readonly manifestGenerator: S3BatchManifestGeneratorFacts | null;
  readonly generatedManifest: S3BatchManifestFacts | null;
  readonly operation: S3BatchOperationFacts | null;
  readonly report: S3BatchReportFacts | null;
}

export interface S3BatchManifestFacts {
  readonly format: string | null;
  readonly fields: readonly string[] | null;
  readonly objectArn: string | null;
  readonly objectVersionId: string | null;
  readonly etag: string | null;
}

export interface S3BatchManifestGeneratorFacts {
  readonly sourceBucketArn: string | null;
  readonly isWritten: boolean | null;
  readonly outputBucketArn: string | null;
  readonly outputPrefix: string | null;
  readonly filter: S3BatchManifestFilterFacts | null;
}

export type S3BatchOperationFacts =
  | S3ComputeObjectChecksumOperationFacts
  | S3InitiateRestoreObjectOperationFacts
  | S3LambdaInvokeOperationFacts
  | S3OtherOperationFacts
  | S3PutObjectAclOperationFacts
  | S3PutObjectCopyOperationFacts
  | S3PutObjectLegalHoldOperationFacts
  | S3PutObjectRetentionOperationFacts
  | S3PutObjectTaggingOperationFacts
  | S3UpdateObjectEncryptionOperationFacts;

export interface S3ComputeObjectChecksumOperationFacts {
  readonly __typename: 'S3ComputeObjectChecksumOperation';
  readonly name: string;
  readonly checksumAlgorithm: string | null;
  readonly checksumType: string | null;
}

export interface S3InitiateRestoreObjectOperationFacts {
  readonly __typename: 'S3InitiateRestoreObjectOperation';
  readonly name: string;
  readonly expirationInDays: number | null;
  readonly jobTier: string | null;
}

export interface S3LambdaInvokeOperationFacts {
  readonly __typename: 'S3LambdaInvokeOperation';
  readonly name: string;
  readonly functionArn: string | null;
  readonly invocationSchemaVersion: string | null;
}

export interface S3OtherOperationFacts {
  readonly __typename: 'S3OtherOperation';
  readonly name: string;
}

export interface S3PutObjectAclOperationFacts {
  readonly __typename: 'S3PutObjectAclOperation';
  readonly name: string;
  readonly cannedAccessControlList: string | null;
  readonly accessControlGrants: readonly S3AccessControlGrantFacts[] | null;
}

export interface S3PutObjectCopyOperationFacts {
  readonly __typename: 'S3PutObjectCopyOperation';
  readonly name: string;
  readonly targetResource: string | null;
  readonly targetKeyPrefix: string | null;
  readonly storageClass: string | null;
  readonly cannedAccessControlList: string | null;
  readonly accessControlGrants: readonly S3AccessControlGrantFacts[] | null;
  readonly metadataDirective: string | null;
  readonly userMetadata: readonly JobKeyValue[] | null;
  readonly cacheControl: string | null;
  readonly contentDisposition: string | null;
  readonly contentEncoding: string | null;
  readonly contentLanguage: string | null;
  readonly contentType: string | null;
  readonly httpExpiresAt: Instant | null;
  readonly newObjectTagging: readonly JobKeyValue[] | null;
  readonly redirectLocation: string | null;
  readonly requesterPays: boolean | null;
  readonly modifiedSince: Instant | null;
  readonly unmodifiedSince: Instant | null;
  readonly sseAlgorithm: string | null;
  readonly kmsKeyId: string | null;
  readonly isBucketKeyEnabled: boolean | null;
  readonly objectLockLegalHoldStatus: string | null;
  readonly objectLockMode: string | null;
  readonly objectLockRetainUntil: Instant | null;
  readonly checksumAlgorithm: string | null;
}

export interface S3PutObjectLegalHoldOperationFacts {
  readonly __typename: 'S3PutObjectLegalHoldOperation';
  readonly name: string;
  readonly status: string | null;
}

export interface S3PutObjectRetentionOperationFacts {
  readonly __typename: 'S3PutObjectRetentionOperation';
  readonly name: string;
  readonly mode: string | null;
  readonly retainUntil: Instant | null;
  readonly bypassesGovernance: boolean | null;
}

export interface S3PutObjectTaggingOperationFacts {
  readonly __typename: 'S3PutObjectTaggingOperation';
  readonly name: string;
  readonly tags: readonly JobKeyValue[] | null;
}

export interface S3UpdateObjectEncryptionOperationFacts {
  readonly __typename: 'S3UpdateObjectEncryptionOperation';
  readonly name: string;
  readonly kmsKeyArn: string | null;
  readonly isBucketKeyEnabled: boolean | null;
}

export interface S3BatchReportFacts {
  readonly bucketArn: string | null;
  readonly enabled: boolean | null;
  readonly format: string | null;
  readonly prefix: string | null;
  readonly scope: string | null;
}

export interface S3BatchManifestFilterFacts {
  readonly eligibleForReplication: boolean | null;
  readonly replicationStatuses: readonly string[] | null;
  readonly createdAfter: Instant | null;
  readonly createdBefore: Instant | null;
  readonly keyPrefixes: readonly string[] | null;
  readonly keySuffixes: readonly string[] | null;
  readonly keySubstrings: readonly string[] | null;
  readonly sizeGreaterThanBytes: WholeNumber | null;
  readonly sizeLessThanBytes: WholeNumber | null;
  readonly storageClasses: readonly string[] | null;
}

export interface S3AccessControlGrantFacts {
  readonly granteeType: string | null;
  readonly granteeIdentifier: string | null;
  readonly permission: string | null;
}

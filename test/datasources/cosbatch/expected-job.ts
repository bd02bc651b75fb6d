/** What the graph must say of a COS Batch job, worked out from the job as the test means it. */
import type { ExpectedJob, Viewer } from '../../conformance/provider-under-test.ts';
import { formByHand } from '../plain-form-by-hand.ts';
import { toSortedEntries } from '../generated-values.ts';
import type { CopyModel, Entry, JobModel, Maybe, MetadataModel } from './job-model.ts';

const statuses = new Map([
  ['New', 'QUEUED'],
  ['Preparing', 'QUEUED'],
  ['Ready', 'QUEUED'],
  ['Active', 'RUNNING'],
  ['Pausing', 'RUNNING'],
  ['Completing', 'RUNNING'],
  ['Failing', 'RUNNING'],
  ['Paused', 'PAUSED'],
  ['Suspended', 'SUSPENDED'],
  ['Cancelling', 'CANCELLING'],
  ['Cancelled', 'CANCELLED'],
  ['Failed', 'FAILED'],
  ['Complete', 'SUCCEEDED'],
]);

/** Every field of the job but those that follow from its key and status. */
export function toExpectedJob(job: JobModel, viewer: Viewer): ExpectedJob {
  const status = toStatus(job);
  return {
    name: toText(job.description),
    kind: toOperationName(job.operation),
    definition: toDefinition(job),
    ...status,
    rawStatus: toText(job.status),
    statusMessage: toText(job.statusUpdateReason),
    createdAt: job.created?.instant ?? null,
    endedAt: job.terminated?.instant ?? null,
    progress: toProgress(job.progress),
    failures: (job.failures ?? [])
      .filter(({ code, reason }) => code || reason)
      .map(({ code, reason }) => ({ code: toText(code), message: toText(reason), subject: null })),
    description: toText(job.description),
    priority: job.priority ?? null,
    confirmationRequired: job.confirmationRequired?.value ?? null,
    roleArn: toText(job.roleArn),
    suspendedAt: job.suspended?.instant ?? null,
    suspendedCause: toText(job.suspendedCause),
    manifest: toManifest(job.manifest),
    operation: toOperation(job.operation),
    report: toReport(job.report),
    ...(viewer === 'whole' ? { clientRequestToken: toText(job.clientToken) } : {}),
  };
}

function toDefinition({ operation, description }: JobModel): string | null {
  const name = toOperationName(operation);
  const plain = formByHand(description ?? null);
  return name && (plain === '' ? name : `${name}: ${plain}`);
}

function toStatus({ status, progress }: JobModel): { readonly status: string; readonly statusSource: string } {
  if (!status) return { status: 'UNKNOWN', statusSource: 'NOT_REPORTED' };
  const failed = progress?.failed ?? 0n;
  const succeeded = progress?.succeeded ?? 0n;
  if (status === 'Complete' && failed > 0n) {
    return { status: succeeded > 0n ? 'PARTIALLY_SUCCEEDED' : 'FAILED', statusSource: 'DERIVED' };
  }
  return { status: statuses.get(status) ?? 'UNKNOWN', statusSource: 'PROVIDER' };
}

function toProgress(progress: JobModel['progress']): object | null {
  if (isBare(progress)) return null;
  const { total, succeeded, failed } = progress;
  const hasFraction = total && succeeded !== null && succeeded !== undefined && failed !== null && failed !== undefined;
  return {
    total: total?.toString() ?? null,
    succeeded: succeeded?.toString() ?? null,
    failed: failed?.toString() ?? null,
    fraction: hasFraction ? Math.min(1, Number(succeeded + failed) / Number(total)) : null,
  };
}

function toManifest(manifest: JobModel['manifest']): object | null {
  const { location, spec } = manifest ?? {};
  const flat = {
    format: toText(spec?.format),
    fields: spec?.fields === undefined ? null : (spec.fields ?? []),
    objectArn: toText(location?.arn),
    objectVersionId: toText(location?.version),
    etag: toText(location?.etag),
  };
  return Object.values(flat).every((value) => value === null) ? null : flat;
}

function toOperation(operation: JobModel['operation']): object | null {
  if (!operation) return null;
  switch (operation.kind) {
    case 'copy':
      return { __typename: 'CosPutObjectCopyOperation', name: 'COSPutObjectCopy', ...toCopy(operation) };
    case 'restore':
      return {
        __typename: 'CosInitiateRestoreObjectOperation',
        name: 'COSInitiateRestoreObject',
        expirationInDays: operation.expirationInDays ?? null,
        jobTier: toText(operation.jobTier),
      };
    case 'other':
      return { __typename: 'CosOtherOperation', name: operation.name };
    case 'empty':
      return toEmptyOperation(operation.name);
  }
}

function toOperationName(operation: JobModel['operation']): string | null {
  if (!operation) return null;
  if (operation.kind === 'copy') return 'COSPutObjectCopy';
  return operation.kind === 'restore' ? 'COSInitiateRestoreObject' : operation.name;
}

function toEmptyOperation(name: string): object {
  if (name === 'COSPutObjectCopy') return { __typename: 'CosPutObjectCopyOperation', name, ...toCopy({}) };
  if (name === 'COSInitiateRestoreObject') {
    return { __typename: 'CosInitiateRestoreObjectOperation', name, expirationInDays: null, jobTier: null };
  }
  return { __typename: 'CosOtherOperation', name };
}

function toCopy(copy: Partial<CopyModel>): object {
  const metadata: Partial<MetadataModel> = copy.metadata ?? {};
  return {
    targetResource: toText(copy.targetResource),
    storageClass: toText(copy.storageClass),
    cannedAccessControlList: toText(copy.cannedAccessControlList),
    accessControlDirective: toText(copy.accessControlDirective),
    accessControlGrants:
      copy.grants === undefined
        ? null
        : (copy.grants ?? []).map(({ grantee, permission }) => ({
            granteeIdentifier: toText(grantee?.identifier),
            granteeType: toText(grantee?.type),
            granteeDisplayName: toText(grantee?.displayName),
            permission: toText(permission),
          })),
    metadataDirective: toText(copy.metadataDirective),
    sseAlgorithm: toText(metadata.sseAlgorithm),
    // The parent is there, an empty one too: then no entries are an empty list.
    userMetadata: copy.metadata === undefined ? null : toSortedEntries(metadata.userMetadata ?? []),
    cacheControl: toText(metadata.cacheControl),
    contentDisposition: toText(metadata.contentDisposition),
    contentEncoding: toText(metadata.contentEncoding),
    contentType: toText(metadata.contentType),
    httpExpiresDate: toText(metadata.httpExpiresDate),
    prefixReplace: copy.prefixReplace?.value ?? null,
    resourcesPrefix: toText(copy.resourcesPrefix),
    targetKeyPrefix: toText(copy.targetKeyPrefix),
    modifiedSinceConstraint: toText(copy.modifiedSince),
    unmodifiedSinceConstraint: toText(copy.unmodifiedSince),
    taggingDirective: toText(copy.taggingDirective),
    newObjectTagging: toEntryList(copy.tagging),
  };
}

function toReport(report: JobModel['report']): object | null {
  if (isBare(report)) return null;
  return {
    bucket: toText(report.bucket),
    enabled: report.enabled?.value ?? null,
    format: toText(report.format),
    prefix: toText(report.prefix),
    scope: toText(report.scope),
  };
}

function toEntryList(entries: Maybe<readonly Entry[]>): readonly object[] | null {
  return entries === undefined ? null : toSortedEntries(entries ?? []);
}

/** An element that is absent, or has not one child, holds nothing. */
function isBare<T extends object>(value: Maybe<T>): value is null | undefined {
  return !value || Object.values(value).every((member) => member === undefined);
}

function toText(text: Maybe<string>): string | null {
  return text || null;
}

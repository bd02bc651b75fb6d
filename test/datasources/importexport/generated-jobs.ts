/** Import/Export jobs of every shape, as the wire has them and as the graph must. */
import fc from 'fast-check';
import { toGeneratedJobs } from '../../conformance/answers.ts';
import type { ExpectedJob } from '../../conformance/provider-under-test.ts';
import { isoTime, member, someAddress, someText, toExpectedAddress, word } from '../generated-values.ts';
import { createXmlSpelling, unknownElements } from '../wire-xml.ts';

const trackingNumbers = ['1Z999AA10123456784', '12345678901234567890', 'RB123456785US'] as const;

/** At times with the tracking number in it, as the provider's prose has it. */
const prose = fc
  .tuple(someText, fc.constantFrom('', '', ...trackingNumbers))
  .map(([text, number]) => (number === '' ? text : `${text} number ${number}, again ${number}. ${text}`));

const jobModel = fc.record({
  type: member(word('Import', 'Export')),
  progressCode: member(
    word(
      'Pending',
      'Started',
      'InProgress',
      'Complete',
      'Success',
      'SuccessWithErrors',
      'Canceled',
      'Expired',
      'DeviceError',
      'InvalidSignature',
      'MissingDevice',
      'MissingSignature',
      'UnsupportedDeviceType',
      'UnsupportedFileFormat',
      'UnsupportedPowerSupply',
    ),
  ),
  progressMessage: member(prose),
  locationCode: member(word('NotReceived', 'AtAWS', 'Returned')),
  locationMessage: member(prose),
  carrier: member(someText),
  trackingNumber: member(fc.constantFrom(...trackingNumbers)),
  logBucket: member(someText),
  logKey: member(someText),
  errorCount: member(fc.constantFrom(0, 2, 2_147_483_647)),
  warningMessage: member(prose),
  signature: member(someText),
  signatureFileContents: member(someText),
  manifest: member(fc.array(someText, { minLength: 1, maxLength: 4 }).map((lines) => `${lines.join('\n    ')}\n`)),
  created: member(isoTime),
  address: member(someText),
  artifacts: member(
    fc.array(
      fc.record({
        description: member(someText),
        url: member(someAddress),
      }),
      { maxLength: 3 },
    ),
  ),
  hasMetadata: fc.boolean(),
  namespace: fc.constantFrom(
    undefined,
    'http://importexport.amazonaws.com/',
    'http://importexport.amazonaws.com/doc/2010-06-01/',
  ),
  unknown: fc.subarray([...unknownElements]),
  spelling: fc.nat({ max: 100_000 }),
});
type JobModel = typeof jobModel extends fc.Arbitrary<infer T> ? T : never;

function formatJob(id: string, job: JobModel): Buffer {
  const { document, element, parent, textElement, typedElement } = createXmlSpelling(job.spelling);
  const artifacts = job.artifacts?.map(({ description, url }) =>
    parent('member', [textElement('Description', description), textElement('URL', url)]),
  );
  const result = parent('GetStatusResult', [
    textElement('JobId', id),
    textElement('JobType', job.type),
    textElement('ProgressCode', job.progressCode),
    textElement('ProgressMessage', job.progressMessage),
    textElement('LocationCode', job.locationCode),
    textElement('LocationMessage', job.locationMessage),
    textElement('Carrier', job.carrier),
    textElement('TrackingNumber', job.trackingNumber),
    textElement('LogBucket', job.logBucket),
    textElement('LogKey', job.logKey),
    typedElement('ErrorCount', job.errorCount?.toString() ?? (job.errorCount as null | undefined)),
    textElement('WarningMessage', job.warningMessage),
    textElement('Signature', job.signature),
    textElement('SignatureFileContents', job.signatureFileContents),
    textElement('CurrentManifest', job.manifest),
    typedElement('CreationDate', job.created && job.created.wire),
    textElement('AwsShippingAddress', job.address),
    element('ArtifactList', artifacts?.join('\n') ?? (job.artifacts as null | undefined)),
    ...job.unknown,
  ]);
  const metadata = parent('ResponseMetadata', [element('RequestId', 'a5f302fa-4bd8-11df-b17e-6b34e254a573')]);
  return document('GetStatusResponse', job.namespace, job.hasMetadata ? [result, metadata] : [result]);
}

const statuses = new Map([
  ['Pending', 'QUEUED'],
  ['Started', 'RUNNING'],
  ['InProgress', 'RUNNING'],
  ['Complete', 'SUCCEEDED'],
  ['Success', 'SUCCEEDED'],
  ['SuccessWithErrors', 'PARTIALLY_SUCCEEDED'],
  ['Canceled', 'CANCELLED'],
  ['Expired', 'FAILED'],
  ['DeviceError', 'FAILED'],
  ['InvalidSignature', 'FAILED'],
  ['MissingDevice', 'FAILED'],
  ['MissingSignature', 'FAILED'],
  ['UnsupportedDeviceType', 'FAILED'],
  ['UnsupportedFileFormat', 'FAILED'],
  ['UnsupportedPowerSupply', 'FAILED'],
]);
const locations = new Map([
  ['NotReceived', 'NOT_RECEIVED'],
  ['AtAWS', 'AT_AWS'],
  ['Returned', 'RETURNED'],
]);
const directions = new Map([
  ['Import', 'IMPORT'],
  ['Export', 'EXPORT'],
]);

/** The tracking number is hidden in texts that repeat it. */
function toOpenFields(job: JobModel): ExpectedJob {
  const status = statuses.get(job.progressCode ?? '') ?? 'UNKNOWN';
  const mask = (text: string | null | undefined): string | null =>
    text && job.trackingNumber ? text.replaceAll(job.trackingNumber, '[hidden]') : (text ?? null);
  const statusMessage = mask(job.progressMessage);
  const hasFailed = status === 'FAILED' || status === 'PARTIALLY_SUCCEEDED';
  return {
    name: null,
    kind: job.type || null,
    definition: job.type || null,
    status,
    rawStatus: job.progressCode ?? null,
    statusSource: job.progressCode ? 'PROVIDER' : 'NOT_REPORTED',
    statusMessage,
    createdAt: job.created?.instant ?? null,
    failures: hasFailed ? [{ code: job.progressCode, message: statusMessage, subject: null }] : [],
    direction: job.type ? (directions.get(job.type) ?? 'UNKNOWN') : null,
    progressCode: job.progressCode ?? null,
    locationCode: job.locationCode ?? null,
    location: job.locationCode ? (locations.get(job.locationCode) ?? 'UNKNOWN') : null,
    logBucket: job.logBucket ?? null,
    logKey: job.logKey ?? null,
    errorCount: job.errorCount ?? null,
    warningMessage: mask(job.warningMessage),
  };
}

function toProtectedFields(job: JobModel): object {
  return {
    locationMessage: job.locationMessage ?? null,
    carrier: job.carrier ?? null,
    trackingNumber: job.trackingNumber ?? null,
    shippingAddress: job.address ?? null,
    signature: job.signature ?? null,
    signatureFileContents: job.signatureFileContents ?? null,
    manifestText: job.manifest ?? null,
    artifacts:
      job.artifacts === undefined
        ? null
        : (job.artifacts ?? []).map(({ description, url }) => ({
            description: description ?? null,
            url: toExpectedAddress(url),
          })),
  };
}

export const generatedJobs = toGeneratedJobs(
  jobModel,
  (key, job) => ({ body: formatJob(key, job) }),
  (_key, job, viewer) => ({
    ...toOpenFields(job),
    ...(viewer === 'whole' ? toProtectedFields(job) : {}),
  }),
);

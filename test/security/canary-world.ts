/** Emulated providers whose every secret holds one marker, so that a trace of any of them anywhere is found by it. */
import type { CosEmulatedJob } from '../../emulators/cosbatch/emulator.ts';
import type { ImportExportEmulatedJob } from '../../emulators/importexport/emulator.ts';
import {
  toEmulatedError,
  toRawAnswer,
  type EmulatedCall,
  type EmulatedError,
  type RawAnswer,
} from '../../emulators/kit/emulator.ts';
import { startEmulators } from '../providers.ts';
import { canaryJobs, secretsOfJobs, worldsOfJobs } from './canary-jobs.ts';
import { marker } from './marker.ts';

/** A job with secrets, and how a query names it. */
export interface CanaryJob {
  readonly typeName: string;
  readonly id: string;
  /** The typed root field and its arguments. */
  readonly rootField: string;
  readonly rootArguments: string;
}

export interface CanaryWorld {
  /** Entries of the configuration's `sources`. */
  readonly sources: readonly object[];
  readonly jobs: readonly CanaryJob[];
  /** Those, and the jobs of the other providers. */
  readonly allJobs: readonly CanaryJob[];
  /** Ids of jobs whose reading fails, each in its own way, with the marker in whatever text the provider sends. */
  readonly failingIds: readonly string[];
  /** `GetStatus IE1`, oldest first. */
  readonly calls: () => readonly string[];
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export { marker };

/** The secret of each protected field, by its type and its path from the job. */
export const secretValues: Readonly<Record<string, unknown>> = {
  ...secretsOfJobs,
  'PanoramaPackageImportJob.clientToken': `${marker}-panorama-client-token`,
  'CosBatchJob.clientRequestToken': `${marker}-cos-request-token`,
  'ImportExportJob.locationMessage': `Returned. The tracking number is ${marker}track.`,
  'ImportExportJob.carrier': `${marker} Parcels`,
  'ImportExportJob.trackingNumber': `${marker}track`,
  'ImportExportJob.shippingAddress': `AWS\n1 ${marker} Street`,
  'ImportExportJob.signature': `${marker}signature=`,
  'ImportExportJob.signatureFileContents': `version:2.0\nsignature:${marker}`,
  'ImportExportJob.manifestText': `trueCryptPassword: ${marker}`,
  'ImportExportJob.artifacts': [{ description: `label ${marker}`, url: `https://example.com/label?key=${marker}` }],
  'CodePipelineJob.artifactCredentials': {
    accessKeyId: `ASIA${marker}`,
    secretAccessKey: `${marker}-secret-access-key`,
    sessionToken: `${marker}-session-token`,
  },
  'CodePipelineJob.continuationToken': `${marker}-continuation`,
  'CodePipelineJob.configuration.value': [`${marker}-password`, `${marker}-address`],
};

export const canaryIds = {
  panorama: 'import-canary',
  cos: 'c0ca0000-0000-4000-8000-000000000001',
  device: 'IE1',
  /** A job that has none of the secrets that it could have. */
  bareCos: 'c0ca0000-0000-4000-8000-000000000002',
  pipeline: 'f4f4ff82-2d11-4a2b-8c3d-0123456789ab',
} as const;

/** The keys of the configuration's entries, sorted: the graph's order. */
export const configurationKeys = ['ApiPassword', 'NotifyAddress'] as const;

/** The tracking number stands in every text that may repeat it. */
export const canaryDevice: ImportExportEmulatedJob = {
  JobType: 'Import',
  CurrentManifest: toText('ImportExportJob.manifestText'),
  JobId: canaryIds.device,
  LocationCode: 'Returned',
  LocationMessage: toText('ImportExportJob.locationMessage'),
  Carrier: toText('ImportExportJob.carrier'),
  TrackingNumber: toText('ImportExportJob.trackingNumber'),
  ProgressCode: 'SuccessWithErrors',
  ProgressMessage: `Two errors. Returned as ${marker}track.`,
  WarningMessage: `See ${marker}track.`,
  Signature: toText('ImportExportJob.signature'),
  SignatureFileContents: toText('ImportExportJob.signatureFileContents'),
  CreationDate: '2025-12-01T08:00:00Z',
  AwsShippingAddress: toText('ImportExportJob.shippingAddress'),
  ArtifactList: [{ Description: `label ${marker}`, URL: `https://example.com/label?key=${marker}` }],
};

/** Starts the emulators. The caller closes them. */
export async function startCanaryWorld(): Promise<CanaryWorld> {
  const providers = await startEmulators({
    ...worldsOfJobs,
    'panorama-lab': { provider: 'panorama', jobs: toWorld({ [canaryIds.panorama]: panoramaJob }, failsAs) },
    'cos-chengdu': {
      provider: 'cosbatch',
      jobs: toWorld<CosEmulatedJob>({ [canaryIds.cos]: cosJob }, describeBareOrFail),
    },
    devices: { provider: 'importexport', jobs: toWorld({ [canaryIds.device]: canaryDevice }, failsAs) },
    pipelines: {
      provider: 'codepipeline',
      jobs: {
        describe: toWorld({ [canaryIds.pipeline]: pipelineJob }, failsAs).describe,
        actionExecutions: () => toEmulatedError('AccessDeniedException', `${marker} may not`),
      },
    },
  });
  const emulators = Object.values(providers.emulators);
  const jobs = [
    toJob('PanoramaPackageImportJob', 'panorama-lab', 'panoramaPackageImportJob', canaryIds.panorama),
    toJob('CosBatchJob', 'cos-chengdu', 'cosBatchJob', canaryIds.cos),
    toJob('ImportExportJob', 'devices', 'importExportJob', canaryIds.device),
    toJob('CodePipelineJob', 'pipelines', 'codePipelineJob', canaryIds.pipeline),
  ];
  return {
    sources: providers.sources,
    jobs,
    allJobs: [...jobs, ...canaryJobs],
    failingIds: [
      ...['panorama-lab', 'cos-chengdu', 'devices'].flatMap((source) =>
        [...failures.keys()].map((name) => `${source}:${name}`),
      ),
      ...[...failures.keys()].map((_name, index) => `pipelines:${toFailingUuid(index)}`),
    ],
    calls: () =>
      emulators.flatMap(({ calls }) => calls.map(({ operation, id }: EmulatedCall) => `${operation} ${id ?? ''}`)),
    reset: () => {
      for (const emulator of emulators) emulator.reset();
    },
    close: providers.close,
  };
}

function toText(path: string): string {
  return secretValues[path] as string;
}

function toJob(typeName: string, source: string, rootField: string, key: string): CanaryJob {
  return { typeName, id: `${source}:${key}`, rootField, rootArguments: `(jobId: "${key}")` };
}

function toWorld<Job>(
  jobs: Readonly<Record<string, Job>>,
  otherwise: (id: string) => Job | EmulatedError | RawAnswer | undefined,
): {
  readonly describe: (id: string) => Job | EmulatedError | RawAnswer | undefined;
  readonly list: () => readonly Job[];
} {
  return { describe: (id) => jobs[id] ?? otherwise(id), list: () => Object.values(jobs) };
}

const failures: ReadonlyMap<string, EmulatedError | RawAnswer> = new Map<string, EmulatedError | RawAnswer>([
  ['denied', toEmulatedError('AccessDeniedException', `arn:aws:iam::${marker}:role/x is not authorized`)],
  [
    'rejected',
    toEmulatedError('ValidationException', `${marker} is not valid`, {
      details: { ErrorArguments: [{ Name: marker }] },
    }),
  ],
  ['conflict', toEmulatedError('ConflictException', `${marker} is in use`, { details: { ResourceId: marker } })],
  ['strange-code', toEmulatedError(`Oops: ${marker} #1`, marker, { status: 422 })],
  ['absent', toEmulatedError('ResourceNotFoundException', `no ${marker}`)],
  [
    'unavailable',
    toEmulatedError('InternalServerException', `${marker} broke`, { status: 500, headers: { 'x-detail': marker } }),
  ],
  ['html', toRawAnswer({ status: 404, headers: { 'content-type': 'text/html' }, body: `<html>${marker}</html>` })],
  ['not-a-job', toRawAnswer({ body: `{"${marker}": "${marker}` })],
  ['not-a-time', toRawAnswer({ body: `{"JobId": "not-a-time", "CreatedTime": "${marker}", "Status": ["${marker}"]}` })],
  ['doctype', toRawAnswer({ body: `<!DOCTYPE x [<!ENTITY e "${marker}">]><x>&e;</x>` })],
]);

function failsAs(id: string): EmulatedError | RawAnswer | undefined {
  const index = [...failures.keys()].findIndex((_name, at) => toFailingUuid(at) === id);
  return failures.get(id) ?? [...failures.values()][index];
}

function describeBareOrFail(id: string): CosEmulatedJob | EmulatedError | RawAnswer | undefined {
  return id === canaryIds.bareCos ? { ...cosJob, ClientRequestToken: null, JobId: id } : failsAs(id);
}

function toFailingUuid(index: number): string {
  return `fa110000-0000-4000-8000-00000000000${index}`;
}

const panoramaJob = {
  ClientToken: toText('PanoramaPackageImportJob.clientToken'),
  CreatedTime: 1764576015,
  JobId: canaryIds.panorama,
  JobType: 'NODE_PACKAGE_VERSION',
  LastUpdatedTime: 1764576128,
  Status: 'SUCCEEDED',
  StatusMessage: 'Package version registered',
};

const cosJob = {
  ClientRequestToken: toText('CosBatchJob.clientRequestToken'),
  CreationTime: '2025-12-01T08:00:30Z',
  JobId: canaryIds.cos,
  Priority: '10',
  Status: 'Complete',
};

const pipelineJob = {
  jobDetails: {
    accountId: '123456789012',
    data: {
      actionConfiguration: {
        // In the order of the wire, not of the graph.
        configuration: { NotifyAddress: `${marker}-address`, ApiPassword: `${marker}-password` },
      },
      actionTypeId: { category: 'Test', owner: 'Custom', provider: 'Runner', version: '3' },
      artifactCredentials: {
        accessKeyId: `ASIA${marker}`,
        secretAccessKey: `${marker}-secret-access-key`,
        sessionToken: `${marker}-session-token`,
      },
      continuationToken: toText('CodePipelineJob.continuationToken'),
      inputArtifacts: [],
      outputArtifacts: [],
      pipelineContext: {
        action: { actionExecutionId: '0f9d3c1b-5a2e-4d67-8c90-aabbccddeeff', name: 'SmokeTest' },
        pipelineArn: 'arn:aws:codepipeline:us-east-1:123456789012:web',
        pipelineExecutionId: '6d1f0b3a-2c4e-4a8f-9b7c-102938475610',
        pipelineName: 'web',
        stage: { name: 'Verify' },
      },
    },
    id: canaryIds.pipeline,
  },
};

/**
 * AWS Glue's runs of jobs on loopback.
 * https://docs.aws.amazon.com/glue/latest/webapi/API_GetJobRuns.html
 */
import { createAwsJsonEmulator, type AwsJsonInput } from '../kit/aws-json.ts';
import { isReadyAnswer, toEmulatedError, type Emulator, type EmulatorOptions, type JobWorld } from '../kit/emulator.ts';
import type { JsonObject } from '../kit/json.ts';
import { sortNewestFirst, toPageAnswer, type PageRequest } from '../kit/paging.ts';

/** A run as GetJobRun answers it under `JobRun`. */
export interface EmulatedJobRun extends JsonObject {
  readonly Id: string;
  readonly JobName: string;
  /** Epoch seconds. Lists are ordered by it, newest first. */
  readonly StartedOn?: number;
}

/** The id that `describe` takes is the job's name and the run's id, joined by `/`. */
export interface GlueJobWorld extends JobWorld<EmulatedJobRun> {
  /** The tags of each job, by its name. Default: the jobs that the runs name, without tags. */
  readonly definitions?: () => Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const invalidInput = toEmulatedError('InvalidInputException', 'The input is not valid');

/** Starts the emulator. Default region: us-east-1. The id of a list is the job's name. */
export function createGlueEmulator(options: EmulatorOptions<GlueJobWorld>): Promise<Emulator> {
  const { jobs } = options;
  return createAwsJsonEmulator(
    {
      version: '1.1',
      signingName: 'glue',
      targetPrefix: 'AWSGlue.',
      operations: {
        GetJobRun: {
          toId: ({ JobName, RunId }) => `${String(JobName)}/${String(RunId)}`,
          toAnswer: (input) => getJobRun(jobs, input),
        },
        GetJobRuns: { toId: ({ JobName }) => String(JobName), toAnswer: (input) => getJobRuns(jobs, input) },
        ListJobs: { toAnswer: (input) => listJobs(jobs, input) },
      },
    },
    { region: 'us-east-1', ...options },
  );
}

function getJobRun(jobs: GlueJobWorld, { JobName, RunId }: AwsJsonInput): object {
  if (typeof JobName !== 'string' || typeof RunId !== 'string') return invalidInput;
  const run = jobs.describe(`${JobName}/${RunId}`);
  if (run === undefined) return toEmulatedError('EntityNotFoundException', `Job run ${RunId} not found.`);
  return isReadyAnswer(run) ? run : { JobRun: run };
}

function getJobRuns(jobs: GlueJobWorld, input: AwsJsonInput): object {
  const { JobName } = input;
  if (typeof JobName !== 'string') return invalidInput;
  if (!Object.hasOwn(listDefinitions(jobs), JobName))
    return toEmulatedError('EntityNotFoundException', `Job ${JobName} not found.`);
  const runs = jobs.list().filter((run) => run.JobName === JobName);
  const idOf = ({ Id }: EmulatedJobRun): string => Id;
  const sorted = sortNewestFirst(runs, ({ StartedOn }) => StartedOn, idOf);
  return toPageAnswer(sorted, idOf, toPageRequest(input, 200), (JobRuns, NextToken) => ({ JobRuns, NextToken }));
}

/** Those that have all of the tags. */
function listJobs(jobs: GlueJobWorld, input: AwsJsonInput): object {
  const asked = Object.entries(input['Tags'] ?? {});
  const names = Object.entries(listDefinitions(jobs))
    .filter(([, tags]) => asked.every(([key, value]) => tags[key] === value))
    .map(([name]) => name);
  return toPageAnswer(names, String, toPageRequest(input, 1000), (JobNames, NextToken) => ({ JobNames, NextToken }));
}

function listDefinitions(jobs: GlueJobWorld): ReturnType<NonNullable<GlueJobWorld['definitions']>> {
  return jobs.definitions?.() ?? Object.fromEntries(jobs.list().map(({ JobName }) => [JobName, {}]));
}

function toPageRequest({ MaxResults: size, NextToken: token }: AwsJsonInput, max: number): PageRequest {
  return { size: JSON.stringify(size), max, token, refuse: () => invalidInput };
}

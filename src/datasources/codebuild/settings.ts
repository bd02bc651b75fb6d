import type { LimiterSettings } from '../../provider/contract/limiter-settings.ts';
import { awsEvents } from '../../provider/aws/event-settings.ts';
import {
  awsCredentials,
  awsRegion,
  logsEndpoint,
  toLogsSetting,
  toSourceSchema,
} from '../../provider/contract/settings.ts';
import { someList, text } from '../../settings/kinds.ts';

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html */
export const projectPattern = '[A-Za-z0-9][A-Za-z0-9_-]{1,149}';

const projectsExpected = 'a list of 1 to 100 names of projects';

/** The schema of a CodeBuild source. */
export const codebuildSettings = toSourceSchema('codebuild', {
  region: awsRegion,
  credentials: awsCredentials,
  events: awsEvents,
  logs: toLogsSetting({ endpoint: logsEndpoint }, 'a map of endpoint and limits'),
  projects: someList(
    text(
      'the name of a project, 2 to 150 letters, digits, "_" and "-" that begin with a letter or digit',
      new RegExp(`^${projectPattern}$`),
    ),
    projectsExpected,
  )
    .max(100, { error: projectsExpected })
    .optional()
    .describe('The projects whose builds are listed, newest first. Default: all builds of the account.'),
});

/** AWS publishes no rate for these operations. One call reads 100 builds, so 5 per second are 500 builds. */
export const codebuildLimits: LimiterSettings = { requestsPerSecond: 5, burst: 10, concurrency: 10, queue: 1000 };

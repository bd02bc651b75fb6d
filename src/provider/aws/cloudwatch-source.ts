/** Sources whose jobs write to CloudWatch Logs, which is asked beside their own service. */
import type { JobFacts } from '../contract/job.ts';
import type { LogReads, ProviderLogs } from '../contract/log.ts';
import type { AwsCredentials, SourceSettingsBase } from '../contract/settings.ts';
import { createRegionalAwsSigner } from './signer.ts';

interface CloudWatchSettings extends SourceSettingsBase {
  readonly region: string;
  readonly credentials?: AwsCredentials | undefined;
  readonly logs?: boolean | (Exclude<SourceSettingsBase['logs'], boolean | undefined> & CloudWatchAddress) | undefined;
}

interface CloudWatchAddress {
  readonly endpoint?: string | undefined;
}

/** Where the source itself has an address of its own, its logs must have one, too. */
export function toCloudWatchLogs<Facts extends JobFacts>(
  createReads: (settings: CloudWatchSettings) => LogReads<Facts>,
): ProviderLogs<CloudWatchSettings, Facts> {
  return {
    // GetLogEvents: 25 a second in most regions and 10 in some, for all users of the account together.
    // https://docs.aws.amazon.com/general/latest/gr/cwl_region.html
    defaultLimits: { requestsPerSecond: 5, burst: 10, concurrency: 4, queue: 1000 },
    createReads: (settings) =>
      settings.endpoint !== undefined && toAddress(settings) === undefined ? undefined : createReads(settings),
    createSigner: (settings, now) => {
      const { region, credentials } = settings;
      return createRegionalAwsSigner('logs', { region, credentials, endpoint: toAddress(settings) }, now);
    },
  };
}

function toAddress({ logs }: CloudWatchSettings): string | undefined {
  return typeof logs === 'object' ? logs.endpoint : undefined;
}

/** Where a source's AWS credentials come from, renewed before they end. */
import { memoize } from '@smithy/core/config';
import type { AwsCredentials } from './settings.ts';

export interface AwsCredentialIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export type AwsCredentialsProvider = () => Promise<AwsCredentialIdentity>;

const renewalMarginMilliseconds = 5 * 60 * 1000;

/**
 * Static keys, a profile, an assumed role, or, with nothing configured, the AWS default chain (environment, shared
 * files, SSO, container, instance). Asks again five minutes before the credentials end.
 */
export function createAwsCredentials(
  settings: AwsCredentials | undefined,
  region: string,
  now: () => Date,
): AwsCredentialsProvider {
  if (settings !== undefined && 'accessKeyId' in settings) {
    const { accessKeyId, secretAccessKey, sessionToken } = settings;
    const identity = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    return () => Promise.resolve(identity);
  }
  return memoize<AwsCredentialIdentity>(
    toProvider(settings, region),
    ({ expiration }) => expiration !== undefined && expiration.getTime() - now().getTime() < renewalMarginMilliseconds,
    ({ expiration }) => expiration !== undefined,
  );
}

type NamedAwsCredentials = Exclude<AwsCredentials, { readonly accessKeyId: string }>;

/** The library is loaded where it is needed, with the first call: it is half of the program's start. */
function toProvider(settings: NamedAwsCredentials | undefined, region: string): AwsCredentialsProvider {
  let provider: Promise<AwsCredentialsProvider> | undefined;
  return async () => (await (provider ??= loadProvider(settings, region)))();
}

async function loadProvider(
  settings: NamedAwsCredentials | undefined,
  region: string,
): Promise<AwsCredentialsProvider> {
  const { fromIni, fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  if (settings === undefined) return fromNodeProviderChain({ clientConfig: { region } });
  if ('profile' in settings) return fromIni({ profile: settings.profile, clientConfig: { region } });
  const { roleArn, externalId, sessionName } = settings.assumeRole;
  return fromTemporaryCredentials({
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName ?? 'jobgraph',
      ...(externalId === undefined ? {} : { ExternalId: externalId }),
    },
    clientConfig: { region },
  });
}

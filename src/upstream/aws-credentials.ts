/** Where a source's AWS credentials come from, renewed before they end. */
import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
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
export function createAwsCredentials(settings: AwsCredentials | undefined, region: string, now: () => Date): AwsCredentialsProvider {
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

function toProvider(settings: NamedAwsCredentials | undefined, region: string): AwsCredentialsProvider {
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

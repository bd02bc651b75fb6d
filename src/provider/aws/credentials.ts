/** Where a source's AWS credentials come from, and when they are read again. */
import type { UnaskedKind } from '../../errors/causes.ts';
import { toSystemCode } from '../../platform/system-code.ts';
import { toConnectionKind } from '../contract/cause-kind.ts';
import { createRenewable, type Renewable } from '../contract/renewable.ts';
import type { AwsCredentials } from '../contract/settings.ts';
import { CredentialsFault, type CredentialsRenewal } from '../contract/signer.ts';

/** One access key, in the form of AWS's SDK. */
export interface AwsCredentialIdentity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date;
}

type AwsCredentialsProvider = () => Promise<AwsCredentialIdentity>;

/** A source's credentials, read again when they end or are refused. */
export interface RenewedAwsCredentials {
  /** At once, where they are in the configuration. */
  readonly provide: () => AwsCredentialIdentity | Promise<AwsCredentialIdentity>;
  /** Absent for credentials in the configuration, which never change. */
  readonly renewal?: CredentialsRenewal;
}

/**
 * Static keys, a profile, an assumed role, or, with nothing configured, the AWS default chain (environment, shared
 * files, SSO, container, instance).
 */
export function createAwsCredentials(
  settings: AwsCredentials | undefined,
  region: string,
  now: () => Date,
): RenewedAwsCredentials {
  if (settings !== undefined && 'accessKeyId' in settings) {
    const { accessKeyId, secretAccessKey, sessionToken } = settings;
    const identity = { accessKeyId, secretAccessKey, sessionToken };
    return { provide: () => identity };
  }
  const renewable: Renewable<AwsCredentialIdentity> = createRenewable({
    read: () => readCredentials(settings, region),
    isSame: (one, other) =>
      one.accessKeyId === other.accessKeyId &&
      one.secretAccessKey === other.secretAccessKey &&
      one.sessionToken === other.sessionToken,
    now,
  });
  return { provide: renewable.read, renewal: renewable };
}

type NamedAwsCredentials = Exclude<AwsCredentials, { readonly accessKeyId: string }>;

/** Without the library's caches: it keeps the shared files and a provider's result for ever. */
async function readCredentials(
  settings: NamedAwsCredentials | undefined,
  region: string,
): Promise<AwsCredentialIdentity> {
  const { loadSharedConfigFiles } = await import('@smithy/core/config');
  await loadSharedConfigFiles({ ignoreCache: true });
  const provide = await loadProvider(settings, region);
  try {
    return await provide();
  } catch (error) {
    throw new CredentialsFault(await toUnaskedKind(error, settings));
  }
}

/** Loads the library with the first call that needs it: it would take half of the program's start. */
async function loadProvider(
  settings: NamedAwsCredentials | undefined,
  region: string,
): Promise<AwsCredentialsProvider> {
  const { fromIni, fromNodeProviderChain, fromTemporaryCredentials } = await import('@aws-sdk/credential-providers');
  if (settings === undefined) return fromNodeProviderChain({ clientConfig: { region } });
  if ('profile' in settings) return fromIni({ profile: settings.profile, clientConfig: { region } });
  const { roleArn, externalId, sessionName } = settings.assumeRole;
  return fromTemporaryCredentials({
    params: { RoleArn: roleArn, RoleSessionName: sessionName ?? 'jobgraph', ExternalId: externalId },
    clientConfig: { region },
  });
}

/** The library's errors have no codes, so the profile is examined. */
async function toUnaskedKind(error: unknown, settings: NamedAwsCredentials | undefined): Promise<UnaskedKind> {
  const { $metadata } = (error ?? {}) as { readonly $metadata?: { readonly httpStatusCode?: number } };
  if ($metadata?.httpStatusCode !== undefined) return 'ROLE_REFUSED';
  // The last provider of the default chain calls the metadata service, which exists only on instances.
  if (settings !== undefined && toConnectionKind(toSystemCode(error)) !== undefined) return 'CREDENTIALS_UNREACHABLE';
  const { getProfileName, parseKnownFiles } = await import('@smithy/core/config');
  const name = settings !== undefined && 'profile' in settings ? settings.profile : getProfileName({});
  const profile = (await parseKnownFiles({}))[name];
  if (profile?.['credential_process'] !== undefined) return 'CREDENTIAL_PROCESS_FAILED';
  if (profile === undefined && name !== 'default') return 'PROFILE_MISSING';
  return settings !== undefined && 'profile' in settings ? 'CREDENTIALS_FAILED' : 'NO_CREDENTIALS';
}

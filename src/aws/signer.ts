/** AWS Signature Version 4 over the same headers that AWS's own clients sign. */
import { SignatureV4 } from '@smithy/signature-v4';
import { createAwsCredentials, type RenewedAwsCredentials } from './credentials.ts';
import { toAwsHost } from './hosts.ts';
import type { AwsCredentials } from '../provider/settings.ts';
import { Sha256 } from './sha256.ts';
import { toEndpoint, toUrlOf, type Endpoint, type Signer } from '../provider/signer.ts';

export interface AwsSignerOptions {
  readonly endpoint: Endpoint;
  readonly region: string;
  /** The service's signing name, which may differ from its host's. */
  readonly service: string;
  readonly credentials: RenewedAwsCredentials;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function createAwsSigner({
  endpoint,
  region,
  service,
  credentials: { provide, renewal },
}: AwsSignerOptions): Signer {
  // The body's hash is signed without an extra header: only S3 and Glacier require one.
  const signer = new SignatureV4({ service, region, credentials: provide, sha256: Sha256, applyChecksum: false });

  const sign: Signer = async (request, at) => {
    const url = toUrlOf(endpoint, request);
    const signed = await signer.sign(
      {
        method: request.method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: { ...request.query },
        headers: { ...request.headers, host: url.host },
        ...(request.body === undefined ? {} : { body: request.body }),
      },
      { signingDate: at },
    );
    return {
      origin: url.origin,
      method: request.method,
      path: url.pathname + url.search,
      headers: signed.headers,
      ...(request.body === undefined ? {} : { body: request.body }),
    };
  };
  return Object.assign(sign, { renewal });
}

/** The settings of a source of a regional AWS service. */
export interface RegionalAwsSettings {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly credentials?: AwsCredentials | undefined;
}

/** For a regional service whose host begins with its signing name, e.g. `panorama`. */
export function createRegionalAwsSigner(
  service: string,
  { region, endpoint, credentials }: RegionalAwsSettings,
  now: () => Date,
): Signer {
  return createAwsSigner({
    endpoint: toEndpoint(endpoint, toAwsHost(service, region)),
    region,
    service,
    credentials: createAwsCredentials(credentials, region, now),
  });
}

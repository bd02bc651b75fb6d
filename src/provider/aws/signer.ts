/** Signs requests to AWS over the same headers that AWS's own clients sign. */
import { createAwsCredentials, type AwsCredentialIdentity, type RenewedAwsCredentials } from './credentials.ts';
import { toAwsHost } from './hosts.ts';
import type { AwsCredentials } from '../contract/settings.ts';
import { createSignatureV4, type AwsTime } from './signature-v4.ts';
import type { SignedRequest, WireRequest } from '../contract/wire.ts';
import { toEndpoint, toUrlOf, type Endpoint, type Signer } from '../contract/signer.ts';

/** What a signature needs (Signature Version 4). */
interface AwsSignerOptions {
  readonly endpoint: Endpoint;
  readonly region: string;
  /** The service's signing name, which may differ from its host's. */
  readonly service: string;
  readonly credentials: RenewedAwsCredentials;
}

/** Signs requests to one endpoint by Signature Version 4. Signing throws what reading the credentials throws. */
export function createAwsSigner({
  endpoint,
  region,
  service,
  credentials: { provide, renewal },
}: AwsSignerOptions): Signer {
  const toAuthorization = createSignatureV4(region, service);
  const toTime = createTimes();

  function signBy(identity: AwsCredentialIdentity, request: WireRequest, at: Date): SignedRequest {
    const { origin, host, pathname, search } = toUrlOf(endpoint, request);
    const { method, query, body } = request;
    const time = toTime(at);
    const headers: Record<string, string> = { ...request.headers, host, 'x-amz-date': time };
    if (identity.sessionToken !== undefined) headers['x-amz-security-token'] = identity.sessionToken;
    headers['authorization'] = toAuthorization({ method, path: pathname, query, headers, body }, identity, time);
    return { origin, method, path: pathname + search, headers, body };
  }
  const sign: Signer = (request, at) => {
    const identity = provide();
    return identity instanceof Promise
      ? identity.then((read) => signBy(read, request, at))
      : signBy(identity, request, at);
  };
  return Object.assign(sign, { renewal });
}

/** Many requests are signed in one second. */
function createTimes(): (at: Date) => AwsTime {
  let second = NaN;
  let time = '';
  return (at) => {
    const now = Math.floor(at.getTime() / 1000);
    if (now !== second) {
      second = now;
      time = `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
    }
    return time;
  };
}

/** The settings of a source of a regional AWS service. */
interface RegionalAwsSettings {
  readonly region: string;
  readonly endpoint?: string | undefined;
  readonly credentials?: AwsCredentials | undefined;
}

/**
 * For a regional service.
 * @param service the signing name, e.g. `panorama`
 * @param hostName how the host begins. Default: the signing name
 */
export function createRegionalAwsSigner(
  service: string,
  { region, endpoint, credentials }: RegionalAwsSettings,
  now: () => Date,
  hostName = service,
): Signer {
  return createAwsSigner({
    endpoint: toEndpoint(endpoint, toAwsHost(hostName, region)),
    region,
    service,
    credentials: createAwsCredentials(credentials, region, now),
  });
}

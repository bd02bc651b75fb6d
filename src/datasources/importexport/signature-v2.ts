/**
 * AWS Signature Version 2, which no maintained library offers any more: form parameters signed with HMAC-SHA256.
 * @see https://docs.aws.amazon.com/general/latest/gr/signature-version-2.html
 */
import { createHmac } from 'node:crypto';
import type { RenewedAwsCredentials } from '../../provider/aws/credentials.ts';
import { formatQuery, toUrlOf, type Endpoint, type RequestUrl, type Signer } from '../../provider/contract/signer.ts';

/** Signs the form parameters in the request's body. */
export function createSignatureV2Signer(endpoint: Endpoint, { provide, renewal }: RenewedAwsCredentials): Signer {
  const sign: Signer = async (request, at) => {
    const url = toUrlOf(endpoint, request);
    const { accessKeyId, secretAccessKey, sessionToken } = await provide();
    const parameters = {
      ...Object.fromEntries(new URLSearchParams(request.body)),
      AWSAccessKeyId: accessKeyId,
      SignatureVersion: '2',
      SignatureMethod: 'HmacSHA256',
      Timestamp: at.toISOString().replace(/\.\d{3}Z$/, 'Z'),
      ...(sessionToken === undefined ? {} : { SecurityToken: sessionToken }),
    };
    const signature = toSignature(request.method, url, parameters, secretAccessKey);
    return {
      origin: url.origin,
      method: request.method,
      path: url.pathname,
      headers: { ...request.headers, host: url.host },
      body: formatQuery({ ...parameters, Signature: signature }),
    };
  };
  return Object.assign(sign, { renewal });
}

function toSignature(
  method: string,
  url: RequestUrl,
  parameters: Readonly<Record<string, string>>,
  secretAccessKey: string,
): string {
  // Must be sorted by bytes; parameter names are ASCII, so code units give the same order.
  const sorted = Object.fromEntries(Object.entries(parameters).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  const stringToSign = [method, url.host.toLowerCase(), url.pathname, formatQuery(sorted)].join('\n');
  return createHmac('sha256', secretAccessKey).update(stringToSign).digest('base64');
}

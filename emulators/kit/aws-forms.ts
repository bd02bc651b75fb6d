/** Answers, errors and signatures in the forms of the AWS protocols. https://smithy.io/2.0/aws/protocols/ */
import {
  toEmulatedError,
  toRawAnswer,
  type AwsEmulatorCredentials,
  type EmulatedError,
  type EmulatorSettings,
  type RawAnswer,
} from './emulator.ts';
import type { EmulatedProtocol } from './protocol.ts';
import type { SignatureRefusal } from './signature-refusal.ts';
import { verifySigV4 } from './sigv4.ts';
import { formatXmlDocument, type XmlObject } from './xml.ts';

/** Options of an AWS service's emulator, whatever its jobs. */
export interface AwsOptions extends EmulatorSettings {
  readonly credentials: AwsEmulatorCredentials;
  readonly region: string;
}

/** The errors of the services that name them as most do. */
export const awsErrors = {
  throttled: toEmulatedError('ThrottlingException', 'Rate exceeded'),
  denied: toEmulatedError('AccessDeniedException', 'User is not authorized to perform this operation'),
};

/** The error of an argument that the service's model does not allow. */
export function toValidationError(name: string): EmulatedError {
  return toEmulatedError('ValidationException', `1 validation error detected: Value at '${name}' is not valid`);
}

/** AWS's ids of requests are UUIDs. */
export const createAwsRequestId: EmulatedProtocol['createRequestId'] = (random) => random.uuid();

/** Spelt as these services send it; clients must ignore the case. */
function toHeaders(contentType: string, requestId: string): Readonly<Record<string, string>> {
  return { 'content-type': contentType, 'x-amzn-RequestId': requestId };
}

/** An answer with a body of JSON and the id of its request. */
export function toJsonAnswer(
  status: number,
  contentType: string,
  body: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): RawAnswer {
  return toRawAnswer({
    status,
    headers: { ...toHeaders(contentType, requestId), ...headers },
    body: JSON.stringify(body),
  });
}

/** A 200 of the Query protocol, with the result under the operation's name. */
export function toQueryAnswer(operation: string, result: XmlObject, requestId: string, xmlns: string): RawAnswer {
  const tree = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: requestId } };
  return toRawAnswer({
    headers: toHeaders('text/xml', requestId),
    body: formatXmlDocument(`${operation}Response`, tree, { xmlns }),
  });
}

/** An error of the Query protocol; the request id is a sibling of the error. */
export function toQueryError(error: EmulatedError, requestId: string, xmlns: string): RawAnswer {
  const status = error.status ?? 400;
  const tree = {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
    RequestId: requestId,
  };
  return toRawAnswer({
    status,
    headers: { ...toHeaders('text/xml', requestId), ...error.headers },
    body: formatXmlDocument('ErrorResponse', tree, { xmlns }),
  });
}

/** Checks signatures as the JSON services do, which give one status for each refusal, and their own prefix to its code. */
export function createJsonSignatureCheck(
  signingName: string,
  { credentials, region }: AwsOptions,
  form: { readonly status: number; readonly prefix?: string },
): EmulatedProtocol['verify'] {
  return (request, now) => {
    const refusal = verifySigV4(request, { credentials, region, service: signingName, now });
    return (
      refusal &&
      toEmulatedError((form.prefix ?? '') + jsonSignatureCodes[refusal.reason], refusal.message, {
        status: form.status,
      })
    );
  };
}

/** The codes that the Query services give for a refused signature. */
export function toQuerySignatureError(refusal: SignatureRefusal): EmulatedError {
  const [code, status] = querySignatureCodes[refusal.reason];
  return toEmulatedError(code, refusal.message, { status });
}

const jsonSignatureCodes: Readonly<Record<SignatureRefusal['reason'], string>> = {
  missing: 'MissingAuthenticationTokenException',
  malformed: 'IncompleteSignatureException',
  'unknown-key': 'UnrecognizedClientException',
  'wrong-scope': 'InvalidSignatureException',
  skewed: 'InvalidSignatureException',
  mismatch: 'InvalidSignatureException',
};

const querySignatureCodes: Readonly<Record<SignatureRefusal['reason'], readonly [string, number]>> = {
  missing: ['MissingAuthenticationToken', 403],
  malformed: ['IncompleteSignature', 400],
  'unknown-key': ['InvalidClientTokenIdException', 403],
  'wrong-scope': ['SignatureDoesNotMatch', 403],
  skewed: ['RequestExpired', 400],
  mismatch: ['SignatureDoesNotMatch', 403],
};

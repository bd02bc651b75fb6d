/** Answers and errors in the forms of the AWS protocols. https://smithy.io/2.0/aws/protocols/ */
import type { EmulatedError, RawAnswer } from './emulator.ts';
import { toEmulatedError, toRawAnswer } from './emulator.ts';
import type { Random } from './random.ts';
import type { SignatureRefusal } from './signature-refusal.ts';
import { formatXmlDocument } from './xml.ts';

/** Spelt as these services send it; clients must ignore the case. */
const requestIdHeader = 'x-amzn-RequestId';

/** A request id in the form of AWS's, for `x-amzn-requestid`. */
export function createAwsRequestId(random: Random): string {
  return random.uuid();
}

/** A 200 of rest-json. */
export function toRestJsonAnswer(body: unknown, requestId: string): RawAnswer {
  return toJsonAnswer(200, 'application/json', body, requestId, {});
}

/**
 * An error of rest-json: the code in the `x-amzn-ErrorType` header, to which older services append an address
 * (`errorTypeSuffix`), and the message under the member name that the service uses.
 */
export function toRestJsonError(
  error: EmulatedError,
  requestId: string,
  form: { readonly messageName: 'message' | 'Message'; readonly errorTypeSuffix?: string; readonly status: number },
): RawAnswer {
  const body = { [form.messageName]: error.message, ...error.details };
  return toJsonAnswer(error.status ?? form.status, 'application/json', body, requestId, {
    'x-amzn-ErrorType': error.code + (form.errorTypeSuffix ?? ''),
    ...error.headers,
  });
}

/** An answer with a body of JSON and the id of its request. */
export function toJsonAnswer(
  status: number,
  contentType: string,
  body: unknown,
  requestId: string,
  headers: Readonly<Record<string, string>>,
): RawAnswer {
  return toRawAnswer({
    status,
    headers: { 'content-type': contentType, [requestIdHeader]: requestId, ...headers },
    body: JSON.stringify(body),
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
    headers: { 'content-type': 'text/xml', [requestIdHeader]: requestId, ...error.headers },
    body: formatXmlDocument('ErrorResponse', tree, { xmlns }),
  });
}

/** The codes that the JSON services give for a refused signature. */
export function toJsonSignatureError(
  refusal: SignatureRefusal,
  form: { readonly status: number; readonly prefix?: string },
): EmulatedError {
  return toEmulatedError((form.prefix ?? '') + jsonSignatureCodes[refusal.reason], refusal.message, {
    status: form.status,
  });
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

/** Answers and errors in the form of Tencent COS. https://www.tencentcloud.com/document/product/436/7730 */
import type { EmulatedError, RawAnswer } from './emulator.ts';
import { toEmulatedError, toRawAnswer } from './emulator.ts';
import type { Random } from './random.ts';
import type { EmulatedRequest } from './request.ts';
import type { SignatureRefusal } from './signature-refusal.ts';
import { formatXmlDocument } from './xml.ts';

/** Base64 over the time and some random digits, as COS makes them. */
export function createCosRequestId(random: Random, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return Buffer.from(`${seconds}_${random.hex(8)}_${random.hex(4)}_${random.hex(6)}`).toString('base64');
}

/** A 200 with the document. */
export function toCosAnswer(document: string, requestId: string): RawAnswer {
  return toRawAnswer({ headers: toHeaders(requestId), body: document });
}

/** An error with COS's members. */
export function toCosError(error: EmulatedError, requestId: string, request: EmulatedRequest): RawAnswer {
  const traceId = Buffer.from(`trace of ${requestId}`).toString('base64');
  const tree = {
    Code: error.code,
    Message: error.message,
    Resource: `${request.headers['host'] ?? ''}${request.path}`,
    RequestId: requestId,
    TraceId: traceId,
  };
  return toRawAnswer({
    status: error.status ?? cosStatuses.get(error.code) ?? 400,
    headers: { ...toHeaders(requestId), 'x-cos-trace-id': traceId, ...error.headers },
    body: formatXmlDocument('Error', tree),
  });
}

/** The code that COS gives for a refused signature; all of them are 403. */
export function toCosSignatureError(refusal: SignatureRefusal): EmulatedError {
  return toEmulatedError(signatureCodes[refusal.reason], refusal.message, { status: 403 });
}

function toHeaders(requestId: string): Readonly<Record<string, string>> {
  return { 'content-type': 'application/xml', server: 'tencent-cos', 'x-cos-request-id': requestId };
}

const cosStatuses: ReadonlyMap<string, number> = new Map([
  ['NoSuchJob', 404],
  ['AccessDenied', 403],
  ['MethodNotAllowed', 405],
  ['InternalError', 500],
  ['SlowDown', 503],
]);

const signatureCodes: Readonly<Record<SignatureRefusal['reason'], string>> = {
  missing: 'AccessDenied',
  malformed: 'AccessDenied',
  'unknown-key': 'InvalidAccessKeyId',
  'wrong-scope': 'SignatureDoesNotMatch',
  skewed: 'RequestTimeTooSkewed',
  mismatch: 'SignatureDoesNotMatch',
};

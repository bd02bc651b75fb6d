/** Errors in the forms of AWS's protocols. */
import type { ProviderErrorCode } from '../../errors/errors.ts';
import type { WireAnswer, WireError } from '../contract/wire.ts';
import { parseJsonObject, readString, type JsonObject } from '../decode/json-fields.ts';
import { childOf, readText } from '../decode/xml-fields.ts';
import { parseXml } from '../decode/xml.ts';

/**
 * AWS REST JSON and JSON RPC: the header `x-amzn-errortype`, else `__type`, `code` or `Code` of the body. Namespaces
 * (`com.amazonaws.codepipeline#…`) and addresses (`…:http://internal/`) around the code are cut off.
 */
export function toAwsJsonError(answer: WireAnswer): WireError {
  const requestId = answer.headers['x-amzn-requestid'] ?? answer.headers['x-amz-request-id'] ?? null;
  const code = answer.headers['x-amzn-errortype'] ?? readCode(answer);
  return { code: code === null ? null : trimCode(code), requestId };
}

/** The same for a service with codes of its own, which mean this with any status. */
export function createAwsJsonErrorReader(
  meaningOfCode: ReadonlyMap<string, ProviderErrorCode>,
): (answer: WireAnswer) => WireError {
  return (answer) => {
    const error = toAwsJsonError(answer);
    const meaning = meaningOfCode.get(error.code ?? '');
    return meaning === undefined ? error : { ...error, meaning };
  };
}

function readCode(answer: WireAnswer): string | null {
  try {
    const body: JsonObject = parseJsonObject(answer.body);
    return readString(body, '__type') ?? readString(body, 'code') ?? readString(body, 'Code');
  } catch {
    return null;
  }
}

function trimCode(code: string): string {
  const withoutAddress = code.split(':', 1)[0] ?? '';
  return withoutAddress.slice(withoutAddress.lastIndexOf('#') + 1).trim();
}

/** AWS Query: `ErrorResponse > Error > Code`, with `RequestId` beside `Error`. */
export function toAwsQueryError(answer: WireAnswer): WireError {
  const requestId = answer.headers['x-amzn-requestid'] ?? null;
  try {
    const root = parseXml(answer.body, 'ErrorResponse');
    const error = childOf(root, 'Error');
    const code = error === undefined ? null : readText(error, 'Code');
    return { code: code?.trim() ?? null, requestId: readText(root, 'RequestId') ?? requestId };
  } catch {
    return { code: null, requestId };
  }
}

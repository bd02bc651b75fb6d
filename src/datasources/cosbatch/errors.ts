import { parseJsonObject, readString } from '../../provider/decode/json-fields.ts';
import type { WireAnswer, WireError } from '../../provider/contract/wire.ts';
import { readText } from '../../provider/decode/xml-fields.ts';
import { parseXml } from '../../provider/decode/xml.ts';

/**
 * COS's error answers: `Error > Code` with `RequestId` beside it. Some gateways answer JSON, and some answers have no body.
 * @see https://www.tencentcloud.com/document/product/436/7730
 */
export function toCosError(answer: WireAnswer): WireError {
  const requestId = answer.headers['x-cos-request-id'] ?? null;
  const error = readXmlError(answer) ?? readJsonError(answer);
  return { code: error?.code ?? null, requestId: error?.requestId ?? requestId };
}

function readXmlError({ body }: WireAnswer): WireError | null {
  try {
    const error = parseXml(body, 'Error');
    return { code: readText(error, 'Code')?.trim() ?? null, requestId: readText(error, 'RequestId')?.trim() ?? null };
  } catch {
    return null;
  }
}

function readJsonError({ body }: WireAnswer): WireError | null {
  try {
    const error = parseJsonObject(body);
    return { code: readString(error, 'code'), requestId: readString(error, 'request_id') };
  } catch {
    return null;
  }
}

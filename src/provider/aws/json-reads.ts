import type { OnUnreadable, Read } from '../contract/adapter.ts';
import type { WireAnswer } from '../contract/wire.ts';
import { parseJsonObject, type JsonObject } from '../decode/json-fields.ts';

/** One operation of a service, and what its answer means. */
interface AwsJsonRead<T> {
  readonly operation: string;
  /** Members that are undefined are left out. */
  readonly input: object;
  /** How many values the answer may have. Default: those of one job. */
  readonly maxValues?: number;
  /** Throws `BadAnswer` if the answer cannot be read. */
  readonly toResult: (body: JsonObject, answer: WireAnswer, onUnreadable?: OnUnreadable) => T;
}

/**
 * Reads of a service that speaks AWS JSON: each operation is a POST to `/` that only reads.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createAwsJsonReads({
  version,
  targetPrefix,
}: {
  readonly version: '1.0' | '1.1';
  /** With its dot, e.g. `CodeBuild_20161006.` */
  readonly targetPrefix: string;
}): <T>(read: AwsJsonRead<T>) => Read<T> {
  return ({ operation, input, maxValues, toResult }) => ({
    operation,
    request: {
      method: 'POST',
      path: '/',
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${targetPrefix}${operation}`,
      },
      body: JSON.stringify(input),
    },
    toResult: (answer, onUnreadable) => toResult(parseJsonObject(answer.body, maxValues), answer, onUnreadable),
  });
}

/** Reads spans as they come over the wire: OTLP in protobuf, as much of it as the tests look at. */

/** A span in the words of opentelemetry-proto. */
export interface ReceivedSpan {
  readonly name: string;
  /** 2 = SERVER, 3 = CLIENT. */
  readonly kind: number;
  readonly traceId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 0 = unset, 2 = error. */
  readonly status: number;
}

/** The values of a message by the numbers of its fields, in their order. */
type Message = ReadonlyMap<number, readonly (bigint | Buffer)[]>;

/** @param body of an `ExportTraceServiceRequest` */
export function readSpans(body: Buffer): readonly ReceivedSpan[] {
  const scopes = messages(readMessage(body), 1).flatMap((resourceSpans) => messages(resourceSpans, 2));
  return scopes.flatMap((scopeSpans) => messages(scopeSpans, 2)).map(toSpan);
}

function toSpan(span: Message): ReceivedSpan {
  return {
    name: text(span, 5),
    kind: number(span, 6),
    traceId: (span.get(1)?.[0] as Buffer).toString('hex'),
    attributes: Object.fromEntries(messages(span, 9).map((pair) => [text(pair, 1), toValue(messages(pair, 2)[0]!)])),
    status: messages(span, 15).map((status) => number(status, 3))[0] ?? 0,
  };
}

/** Of an `AnyValue`. */
function toValue(value: Message): unknown {
  if (value.has(1)) return text(value, 1);
  if (value.has(3)) return number(value, 3);
  return messages(messages(value, 5)[0]!, 1).map(toValue);
}

function messages(message: Message, field: number): readonly Message[] {
  return (message.get(field) ?? []).map((value) => readMessage(value as Buffer));
}

function text(message: Message, field: number): string {
  return (message.get(field)?.[0] as Buffer).toString();
}

function number(message: Message, field: number): number {
  return Number(message.get(field)?.[0] ?? 0);
}

function readMessage(bytes: Buffer): Message {
  const fields = new Map<number, (bigint | Buffer)[]>();
  let at = 0;
  const readVarint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const readBytes = (length: number): Buffer => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    const tag = Number(readVarint());
    const type = tag & 7;
    const value = type === 0 ? readVarint() : readBytes(type === 1 ? 8 : type === 5 ? 4 : Number(readVarint()));
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

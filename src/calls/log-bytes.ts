/** Splits the answer of a log into lines, however long they are, without holding more of a line than is shown. */
import type { LogBytes } from '../provider/contract/log.ts';

/** A line's time, and the bytes that are shown of the line, with the next ones so that a cut is seen. */
const maxHeldBytes = 16_384 + 128;
const lineEnd = 0x0a;
const carriageReturn = 0x0d;

/** The lines of each chunk together, as they come. What follows the last LF comes at the end, as a line without one. */
export async function* splitLogLines(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly LogBytes[], undefined> {
  const line = createLine();
  for await (const chunk of chunks) {
    const lines: LogBytes[] = [];
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, from)) {
      line.append(chunk.subarray(from, end));
      lines.push(line.end(true));
      from = end + 1;
    }
    line.append(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (!line.isEmpty()) yield [line.end(false)];
  return undefined;
}

interface Line {
  readonly append: (bytes: Uint8Array) => void;
  readonly isEmpty: () => boolean;
  /** The line as it is, and begins the next one. */
  readonly end: (hasEnd: boolean) => LogBytes;
}

function createLine(): Line {
  let parts: Uint8Array[] = [];
  let [held, size, returns] = [0, 0, 0];
  return {
    append: (bytes) => {
      if (bytes.length === 0) return;
      size += bytes.length;
      const trailing = countReturns(bytes);
      returns = trailing === bytes.length ? returns + trailing : trailing;
      if (held >= maxHeldBytes) return;
      // A chunk is not kept for one of its lines.
      const part = bytes.slice(0, maxHeldBytes - held);
      parts.push(part);
      held += part.length;
    },
    isEmpty: () => size === 0,
    end: (hasEnd) => {
      const [first = new Uint8Array(), ...others] = parts;
      const bytes = others.length === 0 ? first : Buffer.concat(parts);
      const written = hasEnd ? size - returns : size;
      const line = { bytes: bytes.subarray(0, written), size: size + (hasEnd ? 1 : 0), hasEnd };
      parts = [];
      [held, size, returns] = [0, 0, 0];
      return line;
    },
  };
}

function countReturns(bytes: Uint8Array): number {
  let count = 0;
  while (count < bytes.length && bytes[bytes.length - 1 - count] === carriageReturn) count += 1;
  return count;
}

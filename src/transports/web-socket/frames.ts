/** Reads the heads of frames (RFC 6455 section 5.2), because `ws` reports a message only at its end. */

interface FrameReader {
  /** Returns how many bytes of messages the chunk contains, without heads and control frames. */
  readonly receive: (chunk: Buffer) => number;
  /** A frame or a message has begun and not ended. */
  readonly isMidway: () => boolean;
  /** How many messages have arrived completely. */
  readonly finished: () => number;
}

interface Frame {
  /** Bytes that have not come yet. */
  left: number;
  readonly isControl: boolean;
  readonly isLast: boolean;
}

/** Must see every byte that a client sends after the upgrade. `ws` refuses frames that violate the protocol. */
export function createFrameReader(): FrameReader {
  let head: number[] = [];
  let frame: Frame | undefined;
  let isInMessage = false;
  let finished = 0;

  function endFrame({ isControl, isLast }: Frame): void {
    head = [];
    frame = undefined;
    if (isControl) return;
    isInMessage = !isLast;
    if (isLast) finished += 1;
  }

  return {
    receive: (chunk) => {
      let bytes = 0;
      for (let index = 0; index < chunk.length;) {
        if (frame === undefined) {
          head.push(chunk.readUInt8(index));
          index += 1;
          frame = readHead(head);
        } else {
          const count = Math.min(frame.left, chunk.length - index);
          index += count;
          frame.left -= count;
          if (!frame.isControl) bytes += count;
        }
        if (frame?.left === 0) endFrame(frame);
      }
      return bytes;
    },
    isMidway: () => isInMessage || head.length > 0,
    finished: () => finished,
  };
}

/** Bytes of the longer forms of a length. */
const extendedLengths: Readonly<Record<number, number>> = { 126: 2, 127: 8 };

/** Undefined if it has not arrived completely. */
function readHead(head: readonly number[]): Frame | undefined {
  const [first = 0, second] = head;
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const extension = extendedLengths[short] ?? 0;
  const mask = (second & 0x80) === 0 ? 0 : 4;
  if (head.length < 2 + extension + mask) return undefined;
  const long = head.slice(2, 2 + extension).reduce((sum, byte) => sum * 256 + byte, 0);
  return { left: extension === 0 ? short : long, isControl: (first & 0x08) !== 0, isLast: (first & 0x80) !== 0 };
}

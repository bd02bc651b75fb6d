/** The bytes of a body that comes in chunks. */
export interface GrowingBuffer {
  readonly length: () => number;
  readonly append: (chunk: Buffer) => void;
  readonly whole: () => Buffer;
}

/** Sizes in bytes. */
interface GrowingBufferOptions {
  /** What its head says that the body has. A first chunk of this size is the body, and is not copied. */
  readonly expected: number;
  /** The first block that is larger than a chunk. Memory that is not written takes no room, but the garbage collector counts it. */
  readonly first: number;
  /** A block is larger only if the body is. */
  readonly most: number;
}

/** One block of memory, regardless of the chunks' sizes: a list of one-byte chunks would take a hundred times as much. */
export function createGrowingBuffer({ expected, first, most }: GrowingBufferOptions): GrowingBuffer {
  let block: Buffer = Buffer.alloc(0);
  let length = 0;
  return {
    length: () => length,
    append: (chunk) => {
      const needed = length + chunk.length;
      if (length === 0 && needed >= expected) block = chunk;
      else {
        const usual = Math.min(Math.max(2 * block.length, first), most);
        if (needed > block.length) block = grow(block, Math.max(needed, usual));
        chunk.copy(block, length);
      }
      length = needed;
    },
    whole: () => block.subarray(0, length),
  };
}

function grow(block: Buffer, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  block.copy(larger);
  return larger;
}

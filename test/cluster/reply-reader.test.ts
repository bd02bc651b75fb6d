import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadReply, createReplyReader, StoreRefusal, type Reply } from '../../src/cluster/reply-reader.ts';
import { toRuns } from '../runs.ts';

const { reply } = fc.letrec<{ reply: Reply; text: string; list: readonly Reply[] }>((tie) => ({
  text: fc.string({ unit: 'binary', maxLength: 40 }),
  list: fc.array(tie('reply'), { maxLength: 4 }),
  reply: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.constant(null),
    fc.constantFrom(new StoreRefusal('ERR no')),
    tie('text'),
    tie('list'),
  ),
}));

function toBytes(value: Reply): string {
  if (value === null) return '$-1\r\n';
  if (typeof value === 'number') return `:${value}\r\n`;
  if (typeof value === 'string') return `$${Buffer.byteLength(value)}\r\n${value}\r\n`;
  if (value instanceof StoreRefusal) return `-${value.text}\r\n`;
  return `*${value.length}\r\n${value.map(toBytes).join('')}`;
}

/** Reads the bytes in chunks that begin at these places. */
function readIn(bytes: Buffer, cuts: readonly number[], maxBytes = 100_000) {
  const replies: Reply[] = [];
  const reader = createReplyReader(maxBytes, (one) => replies.push(one));
  const places = [
    0,
    ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((one, other) => one - other),
    bytes.length,
  ];
  for (const [index, place] of places.slice(1).entries()) reader.read(bytes.subarray(places[index], place));
  return { replies, isWithin: reader.isWithin() };
}

describe('replies of the store', () => {
  it('are read as they were sent, in whatever chunks they come', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 6 }), fc.array(fc.nat(), { maxLength: 10 }), (sent, cuts) => {
        expect(readIn(Buffer.from(sent.map(toBytes).join('')), cuts)).toEqual({ replies: sent, isWithin: false });
      }),
      { numRuns: toRuns(300) },
    );
  });

  it('are within as long as a byte is missing', () => {
    const bytes = Buffer.from(toBytes([1, 'two', ['three', null]]));
    for (let length = 1; length < bytes.length; length += 1)
      expect(readIn(bytes.subarray(0, length), [])).toEqual({ replies: [], isWithin: true });
  });

  it.each([
    ['a text that says that it is longer than may be', '$101\r\n'],
    ['a list of texts that are longer together', `*9\r\n${toBytes('x'.repeat(60)).repeat(2)}`],
    ['a list of too many values', '*10001\r\n'],
    ['too many values in lists of lists', `*2\r\n${`*5001\r\n${':1\r\n'.repeat(5001)}`.repeat(2)}`, 1_000_000],
    ['lists that nest too deep', '*1\r\n'.repeat(9)],
    ['a line that is too long', `+${'x'.repeat(5000)}`, 1_000_000],
    ['an unknown kind', '%1\r\n'],
    ['a number that is none', ':1e3\r\n'],
    ['a length that is none', '$x\r\n'],
    ['garbage', 'HTTP/1.1 400 Bad Request\r\n'],
  ])('are refused: %s', (_name, bytes, maxBytes = 100) => {
    expect(() => readIn(Buffer.from(bytes), [], maxBytes)).toThrow(BadReply);
  });

  it('are as many as come, whatever each of them may take', () => {
    expect(readIn(Buffer.from(toBytes('hello').repeat(1000)), [50, 900], 100).replies.length).toBe(1000);
  });
});

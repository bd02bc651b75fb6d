import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFrameReader } from '../../src/transports/web-socket/frames.ts';

const opcodes = { continuation: 0, text: 1, ping: 9 };

/** A masked frame, as clients send it. */
function write(length: number, opcode: number, fin: boolean): Buffer {
  const head = [(fin ? 0x80 : 0) | opcode, 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127)];
  const extended = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (extended.length > 0) extended.writeUIntBE(length, Math.max(0, extended.length - 6), Math.min(6, extended.length));
  return Buffer.concat([Buffer.from(head), extended, Buffer.alloc(4 + length)]);
}

/** Pieces of one message, with pings between them. */
function writeMessage(lengths: readonly number[]): Buffer {
  const frames = lengths.map((length, index) =>
    write(length, index === 0 ? opcodes.text : opcodes.continuation, index === lengths.length - 1),
  );
  return Buffer.concat(frames.flatMap((bytes) => [bytes, write(3, opcodes.ping, true)]));
}

const lengths = fc.oneof(fc.nat(200), fc.constantFrom(125, 126, 65_535, 65_536));
const messages = fc.array(fc.array(lengths, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });

it('counts what messages hold, however the network cuts them', () => {
  fc.assert(
    fc.property(messages, fc.integer({ min: 1, max: 70_000 }), (sent, cut) => {
      const bytes = Buffer.concat(sent.map(writeMessage));
      const reader = createFrameReader();
      let counted = 0;

      for (let index = 0; index < bytes.length; index += cut)
        counted += reader.receive(bytes.subarray(index, index + cut));

      expect(counted).toBe(sent.flat().reduce((sum, length) => sum + length, 0));
      expect(reader.finished()).toBe(sent.length);
      expect(reader.isMidway()).toBe(false);
    }),
  );
});

it('knows whether a message is on its way', () => {
  const reader = createFrameReader();
  const seen: boolean[] = [];

  for (const bytes of [
    write(5, opcodes.text, false),
    write(0, opcodes.ping, true),
    write(5, opcodes.continuation, true),
    write(5, opcodes.text, true).subarray(0, 1),
  ]) {
    reader.receive(bytes);
    seen.push(reader.isMidway());
  }

  expect(seen).toEqual([true, true, false, true]);
});

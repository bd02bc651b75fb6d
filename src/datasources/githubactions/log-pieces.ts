/**
 * Reads a log's file by pieces, since it may be large: forward from a byte, or backward from one.
 * @see https://learn.microsoft.com/en-us/rest/api/storageservices/specifying-the-range-header-for-blob-service-operations
 */
import { ProviderError } from '../../errors/errors.ts';
import type { FileAnswer, LogCalls } from '../../provider/contract/log.ts';

/** Bytes of a file that stand side by side. */
export interface Piece {
  /** Where they begin in the file. */
  readonly from: number;
  readonly bytes: Uint8Array;
  /** Nothing stands behind them. */
  readonly isAtEnd: boolean;
}

/** Why there is no piece: the file is not there, or is larger than is read without ranges. */
export type NoPiece = 'absent' | 'tooLarge';

type LinkedFile = Awaited<ReturnType<LogCalls['link']>>;

/** In bytes. Azure's hosts answer a piece of this size at once. */
const pieceBytes = 262_144;
/** Of one page. */
const maxPieces = 5;
/** Of a host that knows no ranges: how much is held, and how much is read through. In bytes. */
const maxHeld = 1_000_000;
const maxRead = 64_000_000;

/** @param isEnough whether no further piece is needed */
type Walk = (isEnough: (piece: Piece) => boolean) => Promise<Piece | NoPiece>;

/** From the byte on. The piece is empty where the file ends before. */
export function readForward(open: () => Promise<LinkedFile>, from: number): Walk {
  return async (isEnough) => {
    const read = createReader(open);
    let piece: Piece = { from, bytes: new Uint8Array(), isAtEnd: false };
    for (let number = 0; number < maxPieces; number += 1) {
      const at = from + piece.bytes.length;
      const answer = await read(at, at + pieceBytes);
      if (answer.kind === 'absent') return 'absent';
      if (answer.kind === 'behindEnd') return { ...piece, isAtEnd: true };
      if (answer.kind === 'whole') return holdFirst(answer.chunks, from, isEnough);
      const bytes = Buffer.concat([piece.bytes, answer.bytes]);
      piece = { from, bytes, isAtEnd: from + bytes.length >= answer.size };
      if (piece.isAtEnd || isEnough(piece)) break;
    }
    return piece;
  };
}

/** The bytes before `to`; null for the end of the file, which the first piece tells. */
export function readBackward(open: () => Promise<LinkedFile>, to: number | null): Walk {
  return async (isEnough) => {
    const read = createReader(open);
    let [end, left] = [to, maxPieces];
    if (end === null) {
      const first = await read(0, pieceBytes);
      if (first.kind === 'absent') return 'absent';
      if (first.kind === 'behindEnd') return { from: 0, bytes: new Uint8Array(), isAtEnd: true };
      if (first.kind === 'whole') return holdLast(first.chunks, null);
      if (first.size <= first.bytes.length) return { from: 0, bytes: first.bytes, isAtEnd: true };
      [end, left] = [first.size, left - 1];
    }
    let piece: Piece = { from: end, bytes: new Uint8Array(), isAtEnd: to === null };
    for (; left > 0 && piece.from > 0; left -= 1) {
      const from = Math.max(0, piece.from - pieceBytes);
      const answer = await read(from, piece.from);
      if (answer.kind === 'absent' || answer.kind === 'behindEnd') return 'absent';
      if (answer.kind === 'whole') return holdLast(answer.chunks, to);
      piece = { from, bytes: Buffer.concat([answer.bytes, piece.bytes]), isAtEnd: to === null };
      if (isEnough(piece)) break;
    }
    return piece;
  };
}

/** A link that has become too old is asked for again, once. */
function createReader(
  open: () => Promise<LinkedFile>,
): (from: number, to: number) => Promise<Exclude<FileAnswer, { readonly kind: 'refused' }>> {
  let file: LinkedFile | undefined;
  let isRenewed = false;
  return async (from, to) => {
    file ??= await open();
    const answer = await file.read({ from, to });
    if (answer.kind !== 'refused') return answer;
    if (isRenewed) throw new ProviderError('PROVIDER_UNAVAILABLE');
    isRenewed = true;
    file = await open();
    const again = await file.read({ from, to });
    if (again.kind === 'refused') throw new ProviderError('PROVIDER_UNAVAILABLE');
    return again;
  };
}

async function holdFirst(
  chunks: AsyncIterable<Uint8Array>,
  from: number,
  isEnough: (piece: Piece) => boolean,
): Promise<Piece | NoPiece> {
  let [at, bytes] = [0, new Uint8Array() as Uint8Array];
  for await (const chunk of chunks) {
    if (at + chunk.length > from) bytes = Buffer.concat([bytes, chunk.subarray(Math.max(0, from - at))]);
    at += chunk.length;
    const piece = { from, bytes, isAtEnd: false };
    if (bytes.length >= maxHeld || (bytes.length >= pieceBytes && isEnough(piece))) return piece;
    if (at > maxRead) return 'tooLarge';
  }
  return { from, bytes, isAtEnd: true };
}

/** @param to null for the end */
async function holdLast(chunks: AsyncIterable<Uint8Array>, to: number | null): Promise<Piece | NoPiece> {
  const held: Uint8Array[] = [];
  let [at, size] = [0, 0];
  for await (const chunk of chunks) {
    const part = to === null ? chunk : chunk.subarray(0, Math.max(0, to - at));
    held.push(part);
    [at, size] = [at + part.length, size + part.length];
    while (size - (held[0]?.length ?? 0) >= maxHeld) size -= held.shift()?.length ?? 0;
    if (at === to) break;
    if (at > maxRead) return 'tooLarge';
  }
  return { from: at - size, bytes: Buffer.concat(held), isAtEnd: to === null };
}

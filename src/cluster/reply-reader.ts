/**
 * The store's side of its protocol, RESP 2: https://valkey.io/topics/protocol/. What one reply may take is bounded, because
 * the store may be anything that listens at its address.
 */

/** An answer that says that the store has refused the command. Begins with a word in capitals. */
export class StoreRefusal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Whole numbers of the store are numbers, texts are strings. Never a `StoreRefusal` where a call resolves to it. */
export type Reply = string | number | null | StoreRefusal | readonly Reply[];

/** Whether the reply is a list of replies. */
export function isList(reply: Reply): reply is readonly Reply[] {
  return Array.isArray(reply);
}

/** Whether it is a number that counts in whole steps, and loses none. */
export function isWhole(reply: Reply | undefined): reply is number {
  return Number.isSafeInteger(reply);
}

/** Not a reply of this protocol, or a larger one than is taken. */
export class BadReply extends Error {
  override readonly name = 'BadReply';
}

/** Reads replies from the chunks of one connection. */
interface ReplyReader {
  /** Calls `onReply` for each reply that is complete. Throws `BadReply`: the connection can be read no further. */
  readonly read: (chunk: Buffer) => void;
  /** Whether a reply has begun and not ended. */
  readonly isWithin: () => boolean;
}

/** A reply to the largest look has 402 values. */
const maxValues = 10_000;
const maxDepth = 8;
/** Of a line: a number, a status or an error. */
const maxLineBytes = 4096;

/** @param maxBytes of one reply: a text that says that it is longer is refused before it comes */
export function createReplyReader(maxBytes: number, onReply: (reply: Reply) => void): ReplyReader {
  const { add, open, isWithin } = createAssembly(onReply);
  let chunks: Buffer[] = [];
  let waiting = 0;
  /** How many bytes must have come before it is worth looking again. */
  let needed = 1;
  /** Of the reply that has begun, in what has been read. */
  let bytes = 0;

  function readAll(from: Buffer): void {
    needed = 1;
    let at = 0;
    while (at < from.length) {
      const token = readToken(from, at, maxBytes);
      if (token.kind === 'part') {
        needed = token.needed;
        break;
      }
      if (token.kind === 'list') open(token.length);
      else add(token.value);
      bytes = isWithin() ? bytes + token.end - at : 0;
      at = token.end;
    }
    chunks = at < from.length ? [from.subarray(at)] : [];
    waiting = from.length - at;
  }

  return {
    read: (chunk) => {
      chunks.push(chunk);
      waiting += chunk.length;
      if (waiting >= needed) readAll(chunks.length === 1 ? chunk : Buffer.concat(chunks));
      if (bytes + waiting > maxBytes) throw new BadReply('a reply that is too long');
    },
    isWithin: () => waiting > 0 || isWithin(),
  };
}

/** `end`: where the next one begins. `needed`: how many bytes it has at least. */
type Token =
  | { readonly kind: 'value'; readonly value: Reply; readonly end: number }
  | { readonly kind: 'list'; readonly length: number; readonly end: number }
  | { readonly kind: 'part'; readonly needed: number };

/** A value, or the head of a list. */
function readToken(from: Buffer, start: number, maxBytes: number): Token {
  const lineEnd = from.indexOf('\r\n', start, 'latin1');
  if ((lineEnd < 0 ? from.length : lineEnd) - start > maxLineBytes) throw new BadReply('a line that is too long');
  if (lineEnd < 0) return { kind: 'part', needed: from.length - start + 1 };
  const line = from.toString('utf8', start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(from[start] ?? 0)) {
    case '$':
      return readText(from, start, end, toWhole(line), maxBytes);
    case '*':
      return { kind: 'list', length: toWhole(line), end };
    case ':':
      return { kind: 'value', value: toWhole(line), end };
    case '+':
      return { kind: 'value', value: line, end };
    case '-':
      return { kind: 'value', value: new StoreRefusal(line), end };
    default:
      throw new BadReply('an unknown kind of value');
  }
}

function readText(from: Buffer, start: number, textStart: number, length: number, maxBytes: number): Token {
  if (length > maxBytes) throw new BadReply('a text that is too long');
  if (length < 0) return { kind: 'value', value: null, end: textStart };
  const textEnd = textStart + length;
  const end = textEnd + 2;
  if (end > from.length) return { kind: 'part', needed: end - start };
  return { kind: 'value', value: from.toString('utf8', textStart, textEnd), end };
}

interface Assembly {
  /** A value that is complete. */
  readonly add: (value: Reply) => void;
  /** A list whose values follow. */
  readonly open: (length: number) => void;
  /** Whether values of a list are missing. */
  readonly isWithin: () => boolean;
}

/** Puts values into the lists that they belong to, and passes each complete reply to `onReply`. */
function createAssembly(onReply: (reply: Reply) => void): Assembly {
  const lists: { readonly items: Reply[]; readonly length: number }[] = [];
  let values = 0;

  function add(value: Reply): void {
    let complete = value;
    if ((values += 1) > maxValues) throw new BadReply('too many values');
    for (let list = lists.at(-1); list !== undefined; list = lists.at(-1)) {
      list.items.push(complete);
      if (list.items.length < list.length) return;
      lists.pop();
      complete = list.items;
    }
    values = 0;
    onReply(complete);
  }

  return {
    add,
    open: (length) => {
      if (length < 0) add(null);
      else if (length === 0) add([]);
      else if (length > maxValues || lists.length >= maxDepth) throw new BadReply('a list that is too large');
      else lists.push({ items: [], length });
    },
    isWithin: () => lists.length > 0,
  };
}

/** Any 64-bit number of the store is a number here: scripts refuse those that are not safe. */
function toWhole(line: string): number {
  if (!/^-?\d{1,19}$/.test(line)) throw new BadReply('a number that is none');
  return Number(line);
}

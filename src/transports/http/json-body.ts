/** Clients' JSON: how bodies are read, and which bodies and WebSocket messages are refused before they are parsed. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { Busy } from './failures.ts';
import type { HeldBytes } from './buffered-bytes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of its body, from its beginning on. */
    held: HeldBytes | null;
    /** Gets the body's text before it is parsed. True if the handler does not need the parsed body. Null on most paths. */
    recall: ((request: FastifyRequest, text: string) => boolean) | null;
  }
}

class TooDeep extends Error {
  override readonly name = 'TooDeep';
  readonly statusCode = 400;
}

class TooLarge extends Error {
  override readonly name = 'TooLarge';
  readonly statusCode = 413;
}

class Unfinished extends Error {
  override readonly name = 'Unfinished';
  readonly statusCode = 400;
}

class UnsupportedBody extends Error {
  override readonly name = 'UnsupportedBody';
  readonly statusCode = 415;
}

/** Refuses bodies of any other type with 415. */
export function registerJsonBody(app: FastifyInstance): void {
  app.decorateRequest('recall', null);
  app.removeContentTypeParser('text/plain');
  const parse = app.getDefaultJsonParser('error', 'error');
  const { bodyLimit = 0 } = app.initialConfig;
  app.addContentTypeParser('application/json', (request, _payload, done) => {
    if (!isPlainUtf8(request.headers)) {
      done(new UnsupportedBody('the body is compressed or in another charset'));
      return;
    }
    readBody(request, request.held, bodyLimit).then(
      (body) => {
        const text = body.toString();
        if (!isUtf8(body)) done(new UnsupportedBody('the body is in another charset'));
        else if (request.recall?.(request, text) === true) done(null);
        else if (isTooMuch(text)) done(new TooDeep('the body nests too deep, or holds too many values'));
        else void parse(request, text, done);
      },
      (error: unknown) => {
        done(error as Error);
      },
    );
  });
}

/** Any other encoding would be read as UTF-8 and garbled. */
function isPlainUtf8({ 'content-type': type = '', 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders) {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type) ?? [];
  return /^utf-?8$/i.test(charset) && /^identity$/i.test(encoding);
}

const firstCapacity = 4096;
const nothing: Buffer = Buffer.alloc(0);

/**
 * Reads at most so many bytes. Rejects with an error that has the `statusCode` of the answer, or `Busy`.
 * Reads into one growing buffer: a client may send single bytes, and a list of chunks would take a hundred times as much. */
export function readBody(
  { raw, headers }: Pick<FastifyRequest, 'raw' | 'headers'>,
  held: Pick<HeldBytes, 'add'> | null,
  bodyLimit: number,
): Promise<Buffer> {
  const expected = Number(headers['content-length'] ?? 0);
  let body = nothing;
  let length = 0;
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => {
      raw.off('data', take);
      // Discards the rest.
      raw.resume();
      reject(error);
    };
    const take = (chunk: Buffer): void => {
      if (length + chunk.length > bodyLimit) refuse(new TooLarge('the body is too large'));
      else if (held?.add(chunk.length) !== true) refuse(new Busy('too many bytes are held'));
      else if (length === 0 && chunk.length === expected) {
        // Like most bodies, this one came whole and is read in this turn: no buffer has to grow.
        body = chunk;
        length = expected;
      } else {
        if (length + chunk.length > body.length) body = grow(body, length + chunk.length, bodyLimit);
        length += chunk.copy(body, length);
      }
    };
    if (expected > bodyLimit) {
      reject(new TooLarge('the body is too large'));
      return;
    }
    raw.on('data', take);
    raw.once('end', () => {
      resolve(body.subarray(0, length));
    });
    // The client has gone.
    raw.once('error', () => {
      reject(new Unfinished('the body does not end'));
    });
  });
}

function grow(body: Buffer, least: number, most: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(least, Math.min(Math.max(2 * body.length, firstCapacity), most)));
  body.copy(larger);
  return larger;
}

/** More levels than variables may have, with the levels around them in a body. */
const maxDepth = 100;
/** A parsed value takes up to 60 bytes of the heap, even for two bytes of text: so a body of 1 MB takes at most some 6 MB. */
const maxValues = 100_000;

const [quote, backslash, comma] = ['"', '\\', ','].map((sign) => sign.charCodeAt(0));
const opening = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const closing = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/** For bodies and WebSocket messages. Looks only at brackets and commas outside of strings, and stops as soon as the result is known. */
export function isTooMuch(json: string, depthLimit = maxDepth, valueLimit = maxValues): boolean {
  let depth = 0;
  let values = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const sign = json.charCodeAt(index);
    if (isInString) {
      if (sign === backslash) index += 1;
      else if (sign === quote) isInString = false;
    } else if (sign === quote) isInString = true;
    else if (sign === comma) values += 1;
    else if (opening.has(sign)) {
      depth += 1;
      values += 1;
      if (depth > depthLimit) return true;
    } else if (closing.has(sign)) depth -= 1;
    if (values > valueLimit) return true;
  }
  return false;
}

/** Bodies of JSON. One that nests without end would stop everything else while it is parsed: it is not parsed at all. */
import type { FastifyInstance } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { isDeeper, maxJsonDepth } from './json-depth.ts';

class TooDeep extends Error {
  override readonly name = 'TooDeep';
  readonly statusCode = 400;
}

class UnsupportedBody extends Error {
  override readonly name = 'UnsupportedBody';
  readonly statusCode = 415;
}

/** Bodies of any other type are refused with 415. */
export function registerJsonBody(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (!isPlainUtf8(request.headers)) done(new UnsupportedBody('the body is compressed or in another charset'));
    else if (isDeeper(String(body), maxJsonDepth)) done(new TooDeep('the body nests too deep'));
    else void parse(request, String(body), done);
  });
}

/** Anything else would be read as if it were, and garbled. */
function isPlainUtf8({ 'content-type': type = '', 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders) {
  const [, charset = 'utf-8'] = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(type) ?? [];
  return /^utf-?8$/i.test(charset) && /^identity$/i.test(encoding);
}

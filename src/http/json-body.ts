/** Bodies of JSON. One that nests without end would stop everything else while it is parsed: it is not parsed at all. */
import type { FastifyInstance } from 'fastify';

/** What a body needs around the variables, and more than these may nest. */
const maxDepth = 100;

class TooDeep extends Error {
  override readonly name = 'TooDeep';
  readonly statusCode = 400;
}

export function registerJsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (isDeeper(String(body), maxDepth)) done(new TooDeep('the body nests too deep'));
    else void parse(request, String(body), done);
  });
}

const [quote, backslash] = ['"', '\\'].map((sign) => sign.charCodeAt(0));
const opening = new Set(['[', '{'].map((sign) => sign.charCodeAt(0)));
const closing = new Set([']', '}'].map((sign) => sign.charCodeAt(0)));

/** Looks at brackets outside of strings alone; ends as soon as it knows. */
export function isDeeper(json: string, maximum: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < json.length; index += 1) {
    const sign = json.charCodeAt(index);
    if (isInString) {
      if (sign === backslash) index += 1;
      else if (sign === quote) isInString = false;
    } else if (sign === quote) isInString = true;
    else if (opening.has(sign)) {
      depth += 1;
      if (depth > maximum) return true;
    } else if (closing.has(sign)) depth -= 1;
  }
  return false;
}

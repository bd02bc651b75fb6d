/** The address of a graph. */
import { UsageFault } from './exit.ts';

/** For messages: "must be …". */
export const graphUrlKind = 'an http or https URL without a user';

/** An address without a path gets /graphql. Undefined for any other text. */
export function parseGraphUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  if (url.pathname === '/') url.pathname = '/graphql';
  return url;
}

/** @param name where the text stands. Throws `CommandFault`. */
export function toGraphUrl(text: string, name = '--url'): URL {
  const url = parseGraphUrl(text);
  if (url !== undefined) return url;
  const shown = JSON.stringify(text.replace(/\/\/[^/]*@/, '//…@'));
  throw new UsageFault(`${name} must be ${graphUrlKind}, but got ${shown}.`);
}

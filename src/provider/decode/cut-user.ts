const notOfScheme = /[^A-Za-z0-9+.-]/;
const endOfHost = /[/?#]/;

/** Cuts user and password out of an address. A text that is no address stays as it is. */
export function cutUser(location: string): string {
  const mark = location.indexOf('://');
  if (mark === -1 || notOfScheme.test(location.slice(0, mark).trimStart())) return location;
  const start = mark + '://'.length;
  const rest = location.slice(start);
  const end = rest.search(endOfHost);
  const user = (end === -1 ? rest : rest.slice(0, end)).lastIndexOf('@');
  return location.slice(0, start) + rest.slice(user + 1);
}

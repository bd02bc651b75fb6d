/** Links between pages of a list. */

/** What stands for the token of a page: GitHub numbers them, and the last number is that of the newest. */
const pageTokens: string[] = [];

/** As GitHub says where the next page is. */
export function toLink(next: string): string {
  const at = pageTokens.indexOf(next);
  const page = (at === -1 ? pageTokens.push(next) - 1 : at) + 2;
  const toAddress = (of: number): string =>
    `https://api.github.com/repositories/7/actions/runs?per_page=100&page=${of}`;
  return `<${toAddress(1)}>; rel="prev", <${toAddress(page)}>; rel="next", <${toAddress(999)}>; rel="last"`;
}

/** The token of the page that is asked for; null for the first one. */
export function readPageToken({ page }: Readonly<Record<string, string>>): string | null {
  return page === undefined ? null : (pageTokens[Number(page) - 2] ?? null);
}

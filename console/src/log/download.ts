/** The whole of a part as a file, put together here: page after page from the beginning. */
import { graph } from '../graph/graph.ts';
import { ConsoleLogTextDocument } from '../graph/graphql.generated.ts';
import type { LogPart } from '../state/log-lines.ts';
import { toFileName } from '../state/log-words.ts';

const pageSize = 1000;
/** Characters. */
const maxSize = 50_000_000;

export interface Download {
  readonly id: string;
  readonly part: LogPart | null;
  readonly signal: AbortSignal;
  /** Called after each page. */
  readonly onLines: (count: number) => void;
}

/** What came: `cut` where the log is larger than a file may be; else a sentence why it did not. */
export type DownloadEnd = 'whole' | 'cut' | { readonly problem: string };

/** Hands the file to the browser once all of it is there. */
export async function download({ id, part, signal, onLines }: Download): Promise<DownloadEnd> {
  const present = graph.peek();
  const texts: string[] = [];
  let [after, size, count] = [null as string | null, 0, 0];
  for (;;) {
    const variables = { id, part: part?.key ?? null, first: pageSize, after };
    const { data, error } = await present.ask(ConsoleLogTextDocument, variables, { saysRefusal: false });
    if (signal.aborted) return { problem: 'The download was ended.' };
    if (data?.jobLog == null) return { problem: error?.graphQLErrors[0]?.message ?? 'The graph does not answer.' };
    const { lines, pageInfo } = data.jobLog;
    const text = lines.map((line) => `${line.text}\n`).join('');
    texts.push(text);
    [size, count] = [size + text.length, count + lines.length];
    onLines(count);
    const isLast = !pageInfo.hasNextPage || pageInfo.endCursor === null || pageInfo.endCursor === after;
    if (isLast || size >= maxSize) {
      save(new Blob(texts, { type: 'text/plain' }), toFileName(id, part));
      return isLast ? 'whole' : 'cut';
    }
    after = pageInfo.endCursor;
  }
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

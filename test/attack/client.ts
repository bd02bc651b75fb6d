/** Ordinary requests: their answers are counted, and read only where they are small. */
import { type Agent, request } from 'node:http';

export interface RequestedFields {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
  /** Default 20,000. */
  readonly milliseconds?: number;
}

export interface Answer {
  /** 0 = none came. */
  readonly status: number;
  readonly bytes: number;
  readonly milliseconds: number;
  // Answers come in every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
  readonly codes: readonly string[];
}

/** A longer answer is counted and thrown away. */
const maxRead = 10_000_000;

/** Never rejects: no answer is an outcome, too. */
export function ask(
  url: string,
  { query, variables, token, milliseconds = 20_000 }: RequestedFields,
  agent?: Agent,
): Promise<Answer> {
  const startedAt = performance.now();
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return new Promise((resolve) => {
    let bytes = 0;
    let text = '';
    const end = (status: number): void => {
      const { data = null, errors = [] } = status === 0 || bytes > maxRead ? {} : parse(text);
      const codes = errors.map(({ extensions }) => extensions?.code ?? '');
      resolve({ status, bytes, milliseconds: performance.now() - startedAt, data, codes });
    };
    const asked = request(url, { method: 'POST', headers, agent: agent ?? false }, (response) => {
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength;
        if (bytes <= maxRead) text += chunk.toString('latin1');
      });
      response.once('end', () => {
        end(response.statusCode ?? 0);
      });
      response.once('error', () => {
        end(0);
      });
    });
    asked.once('error', () => {
      end(0);
    });
    asked.setTimeout(milliseconds, () => asked.destroy());
    asked.end(JSON.stringify({ query, variables }));
  });
}

interface Parsed {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

function parse(text: string): Parsed {
  try {
    return JSON.parse(text) as Parsed;
  } catch {
    return {};
  }
}

/** So many at once, in order. */
export async function runPool<Result>(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, run));
  return results;
}

/** How often each text occurs. */
export function countEach(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

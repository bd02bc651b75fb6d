/** `--debug`: a line for each operation, and for what came of it. */
import { codeOf, type Graph, type GraphAnswer, type GraphRequest } from './graph.ts';

/** The same graph, with a line on standard error before and after each operation. Tokens are in no line; variables are. */
export function withRequestLines(graph: Graph, print: (line: string) => void, now: () => number): Graph {
  const begin = ({ query, toVariables, variables = toVariables?.() ?? {} }: GraphRequest): ((what: string) => void) => {
    const name = /^\s*(?:query|subscription|mutation)\s+\w+/.exec(query)?.[0] ?? 'query';
    print(`> ${name} ${JSON.stringify(variables)}`);
    const start = now();
    return (what) => {
      print(`< ${what} after ${now() - start} ms`);
    };
  };
  return {
    ...graph,
    execute: async (request, signal) => {
      const end = begin(request);
      try {
        const answer = await graph.execute(request, signal);
        end(describe(answer));
        return answer;
      } catch (error) {
        end(error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    subscribe: async function* (request, signal, onRestart) {
      const end = begin(request);
      let count = 0;
      for await (const answer of graph.subscribe(request, signal, onRestart)) {
        count += 1;
        end(`event ${count}, ${describe(answer)}`);
        yield answer;
      }
      end('the last event');
    },
  };
}

function describe({ data, errors = [] }: GraphAnswer): string {
  const codes = errors.length === 0 ? '' : `, errors ${errors.map(codeOf).join(' ')}`;
  return `${data == null ? 'no data' : 'data'}${codes}`;
}

/** Sends finished answers again over HTTP, before the request's body is parsed. */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  formatAsker,
  type AnswerDoor,
  type Asker,
  type JudgedAnswer,
  type MadeAnswer,
  type RememberedAnswer,
} from '../answers/answer-door.ts';
import { maxKeyLength, type FinishedAnswer } from '../answers/answer-memory.ts';
import { createKnownKeys } from '../answers/known-keys.ts';
import { createRecording, type Recording } from '../answers/recording.ts';
import { createSeenKeys } from '../answers/seen-keys.ts';
import type { OperationContext } from '../graph/operation.ts';
import { createNote } from '../limits/note.ts';
import { toErrorCodes, toSummaryName } from '../observability/operation-summary.ts';

/** Finished answers, by the method, viewer, headers and text of the request. */
export interface RememberedAnswers {
  /** Whether the answer to this request is remembered: then it must be sent. Called once per request. */
  readonly recall: (request: FastifyRequest, text: string, asker: Asker) => boolean;
  /** What was recalled. */
  readonly recalled: (request: FastifyRequest) => Recalled | undefined;
  /** By what an answer is found; undefined if no other request may be given the answer to this one. */
  readonly keyOf: (request: FastifyRequest) => string | undefined;
  /** What the answer is made of, for an operation that will run: undefined if it has no key. */
  readonly record: (request: FastifyRequest) => Recording | undefined;
  /** Keeps what was sent, if the operation allows it. Undefined if no other request may be given it. */
  readonly keep: (request: FastifyRequest, reply: FastifyReply, sent: unknown) => FinishedAnswer | undefined;
  /** Called with an answer before its text is written. */
  readonly note: (context: OperationContext, made: MadeHere) => void;
  readonly plugin: ApolloServerPlugin<OperationContext>;
}

/** What is known of an answer in addition to its operation's context. */
export type MadeHere = Pick<MadeAnswer, 'document' | 'type' | 'name' | 'errorCodes' | 'digest'>;

/** A remembered answer, with who asks for it. */
export interface Recalled {
  readonly asker: Asker;
  readonly answer: RememberedAnswer;
}

/** A request that came before, and whose answer is not remembered yet. */
interface Asked {
  readonly key: string;
  recording: Recording | undefined;
}

/** Headers that decide the answer, or whether the request is refused before its body is read. */
const decidingHeaders = ['host', 'accept', 'content-type', 'x-apollo-operation-name', 'apollo-require-preflight'];
/** Headers that request more than the answer: what the operation cost, or a trace. */
const askingHeaders = ['jobgraph-explain', 'apollo-federation-include-trace'];

/** Keeps an answer only if the same request came before. */
export function createRememberedAnswers(door: AnswerDoor): RememberedAnswers {
  const seen = createSeenKeys();
  const toKnown = createKnownKeys();
  const asked = createNote<FastifyRequest, Asked>('asked');
  const recalled = createNote<FastifyRequest, Recalled>('recalled');
  const judged = createNote<Recording, JudgedAnswer>('judged');

  function note(context: OperationContext, made: MadeHere): void {
    const { recording, viewer, tally, room, disclosures, pace } = context;
    const hasDisclosures = disclosures.size > 0;
    const isPaced = pace.waitForTurn !== undefined;
    const answer = recording && door.judge({ ...made, viewer, tally, recording, room, hasDisclosures, isPaced });
    if (answer !== undefined) judged.set(recording as Recording, answer);
  }

  return {
    recall: (request, text, asker) => {
      if (text.length > maxKeyLength || askingHeaders.some((name) => request.headers[name] !== undefined)) return false;
      const key = toKnown(`${request.method} ${formatAsker(asker)}${formatHeaders(request)}\n${text}`);
      const answer = request.raw.socket.destroyed ? undefined : door.take(key, asker);
      if (answer !== undefined) recalled.set(request, { asker, answer });
      else if (seen.has(key)) asked.set(request, { key, recording: undefined });
      else seen.note(key);
      return answer !== undefined;
    },
    recalled: (request) => recalled.get(request),
    keyOf: (request) => asked.get(request)?.key,
    record: (request) => {
      const known = asked.get(request);
      return known && (known.recording ??= createRecording());
    },
    keep: (request, reply, sent) => {
      const { key, recording } = asked.get(request) ?? {};
      const answer = recording && judged.get(recording);
      if (key === undefined || answer === undefined || reply.statusCode !== 200 || typeof sent !== 'string')
        return undefined;
      const finished = { ...answer, contentType: String(reply.getHeader('content-type')), body: sent };
      return door.keep(key, finished) ? finished : undefined;
    },
    note,
    plugin: createPlugin(note),
  };
}

function formatHeaders({ headers }: FastifyRequest): string {
  let text = '';
  for (const name of decidingHeaders) text += `\n${String(headers[name] ?? '')}`;
  return text;
}

/** Looks at each answer of Apollo Server just before it is sent. */
function createPlugin(note: RememberedAnswers['note']): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({
          contextValue,
          document,
          operation,
          operationName,
          response: { body },
          request,
          metrics,
        }) => {
          // A client that names a digest beside the text registers it, each time.
          const isNoted = body.kind === 'single' && metrics.persistedQueryRegister !== true;
          if (!isNoted || document === undefined || operation === undefined) return Promise.resolve();
          note(contextValue, {
            document,
            type: operation.operation,
            name: toSummaryName(operationName),
            errorCodes: toErrorCodes(body.singleResult.errors ?? []),
            digest: metrics.persistedQueryHit === true ? readDigest(request.extensions) : undefined,
          });
          return Promise.resolve();
        },
      }),
  };
}

/** Apollo Server has found the operation by it. */
function readDigest(extensions: Readonly<Record<string, unknown>> | undefined): string {
  return (extensions?.['persistedQuery'] as { readonly sha256Hash: string }).sha256Hash;
}

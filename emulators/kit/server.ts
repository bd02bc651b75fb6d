import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { sendAnswer, sendStream, waitUnless } from './delivery.ts';
import type {
  EmulatedCall,
  EmulatedError,
  Emulator,
  EmulatorSettings,
  InjectedFault,
  RawAnswer,
  StreamedAnswer,
} from './emulator.ts';
import { isEmulatedError, isStreamedAnswer, toEmulatedError, toRawAnswer } from './emulator.ts';
import type { EmulatedProtocol } from './protocol.ts';
import { createRandom } from './random.ts';
import { createRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';
import { readRequest } from './request.ts';
import type { EmulatedRequest } from './request.ts';

/** Longer than any client keeps a connection, so that this side never closes one while a request arrives. */
const keepAliveMilliseconds = 60_000;

/** Starts an emulator of the protocol on a free port of 127.0.0.1. */
export async function createEmulator(protocol: EmulatedProtocol, settings: EmulatorSettings): Promise<Emulator> {
  const now = settings.now ?? (() => new Date());
  const recorder = createRecorder(now, settings.recordedCalls ?? 50_000);
  const serve = createService(protocol, recorder, createReplies(protocol, settings, now));
  const sockets = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: keepAliveMilliseconds }, (incoming, response) => {
    response.setHeader('date', now().toUTCString());
    serve(incoming, response).catch(() => {
      // The request could not be read to its end, e.g. because the client has gone.
      response.destroy();
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    calls: recorder.calls,
    get inFlight() {
      return recorder.inFlight;
    },
    get maxInFlight() {
      return recorder.maxInFlight;
    },
    get openSockets() {
      return sockets.size;
    },
    reset: recorder.reset,
    close: async () => {
      recorder.stop();
      const closed = new Promise((resolve) => server.close(resolve));
      // The server's close event comes before those of its sockets.
      const ended = [...sockets].map((socket) => once(socket, 'close'));
      for (const socket of sockets) socket.destroy();
      await Promise.all([closed, ...ended]);
    },
  };
}

/** Answers one request: reads it, checks it, and sends the answer. */
function createService(
  protocol: EmulatedProtocol,
  recorder: Recorder,
  toReply: (request: EmulatedRequest, call: EmulatedCall) => Reply,
): (incoming: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (incoming, response) => {
    const gone = new AbortController();
    const exchange = recorder.begin();
    response.once('close', () => {
      exchange.end(response.writableFinished);
      gone.abort();
    });
    const request = await readRequest(incoming);
    const { answer, injectedFault } = toReply(request, exchange.record(request, protocol.toTarget(request)));
    const { delayMilliseconds, delivery } = injectedFault ?? {};
    if (delayMilliseconds !== undefined) await waitUnless(gone.signal, delayMilliseconds);
    if (gone.signal.aborted) return;
    if (isStreamedAnswer(answer)) {
      exchange.answered(200);
      await sendStream(response, answer, gone.signal).catch((error: unknown) => {
        exchange.brokenOff();
        throw error;
      });
      return;
    }
    exchange.answered(delivery?.sendsHead === false ? null : answer.status);
    if (delivery?.endsConnection === true) exchange.brokenOff();
    if (delivery === undefined) sendAnswer(response, answer);
    else await delivery.send(response, answer, gone.signal);
  };
}

interface Reply {
  readonly answer: RawAnswer | StreamedAnswer;
  readonly injectedFault?: InjectedFault | undefined;
}

function createReplies(
  protocol: EmulatedProtocol,
  settings: EmulatorSettings,
  now: () => Date,
): (request: EmulatedRequest, call: EmulatedCall) => Reply {
  const random = createRandom(settings.seed ?? 1);

  return (request, call) => {
    const requestId = protocol.createRequestId(random, now());
    const refusal = protocol.verify(request, now());
    if (refusal !== undefined) return { answer: protocol.formatError(refusal, requestId, request) };
    const honest = toHonestAnswer(protocol, request, call, requestId);
    const injectedFault = settings.injectFault?.(call, call.attempt);
    if (injectedFault?.toAnswer === undefined && injectedFault?.delivery === undefined)
      return { answer: honest, injectedFault };
    const whole = isStreamedAnswer(honest) ? toRawAnswer({ headers: honest.headers }) : honest;
    const toAnswer = (error: EmulatedError): RawAnswer => protocol.formatError(error, requestId, request);
    const errors = { ...protocol.errors, toAnswer };
    return { answer: injectedFault.toAnswer?.(whole, errors) ?? whole, injectedFault };
  };
}

function toHonestAnswer(
  protocol: EmulatedProtocol,
  request: EmulatedRequest,
  call: EmulatedCall,
  requestId: string,
): RawAnswer | StreamedAnswer {
  try {
    const answer = protocol.toAnswer(request, call, requestId);
    return isEmulatedError(answer) ? protocol.formatError(answer, requestId, request) : answer;
  } catch (error) {
    // A world that throws is a mistake in a test: the answer carries the reason, so that it is seen.
    const reason = error instanceof Error ? error.message : String(error);
    return protocol.formatError(toEmulatedError('EmulatorFault', reason, { status: 500 }), requestId, request);
  }
}

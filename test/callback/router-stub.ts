/** The router's side of the callback protocol, as its description has it: judges every message that comes. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Message {
  readonly action: string;
  readonly payload?: { readonly data: Readonly<Record<string, unknown>> | null; readonly errors?: readonly Failure[] };
  readonly errors?: readonly Failure[];
}

export interface Failure {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string };
}

export interface RouterStub {
  /** Of the callback endpoint; `/callback` of a free port. */
  readonly url: string;
  readonly verifier: string;
  readonly id: string;
  /** What an Apollo Router sends beside the operation. */
  readonly extension: Readonly<Record<string, unknown>>;
  readonly messages: readonly Message[];
  /** Every request, wherever it went. */
  readonly requests: readonly string[];
  /** The host that each was sent to, without the port. */
  readonly hosts: readonly string[];
  /** What was wrong with messages, in words. */
  readonly complaints: readonly string[];
  /** Answers other than the protocol's; undefined = the protocol's. */
  answer: ((message: Message, response: ServerResponse) => 'taken' | undefined) | undefined;
  readonly actions: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function startRouterStub(id = 'c4a9d1b8-dc57-44ab-9e5a-6e6189b2b945'): Promise<RouterStub> {
  const verifier = `the-verifier-of-${id}`;
  const messages: Message[] = [];
  const requests: string[] = [];
  const hosts: string[] = [];
  const complaints: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    hosts.push((request.headers.host ?? '').replace(/:\d+$/, ''));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { kind, id: sentId, verifier: sentVerifier, ...message } = JSON.parse(String(Buffer.concat(chunks)));
      const expectations = {
        method: [request.method, 'POST'],
        path: [request.url, `/callback/${id}`],
        contentType: [request.headers['content-type'], 'application/json'],
        protocol: [request.headers['subscription-protocol'], 'callback/1.0'],
        kind: [kind, 'subscription'],
        id: [sentId, id],
        verifier: [sentVerifier, verifier],
      };
      for (const [name, [got, wanted]] of Object.entries(expectations))
        if (got !== wanted) complaints.push(`${name} must be ${String(wanted)}, but got ${String(got)}`);
      messages.push(message as Message);
      if (stub.answer?.(message as Message, response) === undefined) answerAsRouter(message as Message, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const stub: RouterStub = {
    url,
    verifier,
    id,
    extension: { callbackUrl: `${url}/${id}`, subscriptionId: id, verifier, heartbeatIntervalMs: 0 },
    messages,
    requests,
    hosts,
    complaints,
    answer: undefined,
    actions: () => messages.map(({ action }) => action),
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return stub;
}

/** With the statuses of Apollo Router. */
function answerAsRouter({ action }: Message, response: ServerResponse): void {
  if (action === 'check') response.writeHead(204, { 'subscription-protocol': 'callback/1.0' }).end();
  else response.writeHead(action === 'next' ? 200 : 202).end();
}

export function answerWith(status: number, headers: Readonly<Record<string, string>> = {}) {
  return (_message: Message, response: ServerResponse): 'taken' => {
    response.writeHead(status, headers).end('<p>Not the router.</p>');
    return 'taken';
  };
}

export function hang(): 'taken' {
  return 'taken';
}

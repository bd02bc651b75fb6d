/** Moto's refusals in the form that AWS gives them: Moto words those of JSON services as XML of the Query protocol. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Moto } from './moto.ts';

const refusal = /<ErrorResponse>.*<Code>([^<]+)<\/Code><Message>([^<]*)<\/Message>/s;

/**
 * Stands before Moto. Requests pass as they are, with the host that was signed; so do answers, but refusals become
 * `{"__type", "message"}` with Moto's own code and message.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
 */
export async function startJsonRefusals({ url: target }: Moto): Promise<Pick<Moto, 'url' | 'close'>> {
  const server = createServer((incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const forwarded = request(new URL(url, target), { method, headers }, (answer) => {
      void buffer(answer).then((bytes) => {
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...rest } = answer.headers;
        outgoing.writeHead(answer.statusCode ?? 502, rest).end(toJson(bytes.toString()));
      });
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function toJson(body: string): string {
  const [, code, message] = refusal.exec(body) ?? [];
  return code === undefined ? body : JSON.stringify({ __type: code, message });
}

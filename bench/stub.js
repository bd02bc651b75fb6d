/**
 * The providers, in a process of its own. Written on sockets, so that the provider costs as little as it can on the
 * core that it shares with the load. Signatures are asked for and not verified: a provider's work is not what is measured.
 * Told what to do, and asked what it saw, over the channel to its parent.
 */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { contentTypes, providers, toAnswer } from './worlds.js';

let latency = 0;
/** How many jobs a list of a source holds. */
let listed = 10;
let counts = { calls: 0, unsigned: 0, operations: {} };

function createProvider(provider) {
  const server = createServer({ noDelay: true }, (socket) => {
    let rest = '';
    socket.setEncoding('latin1');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      rest += chunk;
      for (;;) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = rest.slice(0, end);
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
        if (rest.length < end + 4 + length) return;
        const body = rest.slice(end + 4, end + 4 + length);
        rest = rest.slice(end + 4 + length);
        answer(provider, socket, head, body);
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve([provider, `http://127.0.0.1:${server.address().port}`]));
  });
}

async function answer(provider, socket, head, body) {
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/'));
  const { operation, status = 200, isControl = false, body: text } = toAnswer(provider, { path, head, body, listed });
  if (!isControl) count(operation, head);
  if (latency > 0) await sleep(latency);
  socket.write(
    `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Refused'}\r\ncontent-type: ${contentTypes[provider]}\r\nx-amzn-requestid: 6f2c2a5e-0000-4000-8000-000000000000\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: keep-alive\r\n\r\n${text}`,
  );
}

function count(operation, head) {
  counts.calls += 1;
  if (!/\r\nauthorization:/i.test(head)) counts.unsigned += 1;
  counts.operations[operation] = (counts.operations[operation] ?? 0) + 1;
}

process.on('message', ({ setLatency, setListed, takeCounts }) => {
  if (setLatency !== undefined) latency = setLatency;
  if (setListed !== undefined) listed = setListed;
  if (takeCounts === true) {
    process.send({ counts });
    counts = { calls: 0, unsigned: 0, operations: {} };
  } else {
    process.send({ done: true });
  }
});

process.send({ endpoints: Object.fromEntries(await Promise.all(providers.map(createProvider))) });

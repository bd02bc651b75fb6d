/**
 * A client without a library, because the clients have one core together: what a query costs them bounds how many a fast server
 * is asked for. Sends a POST on a connection of its own and waits for its answer before the next one.
 */
import { connect } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');
const lastChunk = Buffer.from('\r\n0\r\n\r\n');

/**
 * @param url where to send, e.g. `http://127.0.0.1:4000/graphql`
 * @returns `post`, which resolves to the number of bytes of an answer of 200 without errors and rejects for any other;
 * and `close`
 */
export function createClient(url) {
  const { hostname, port, host, pathname } = new URL(url);
  const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: `;
  let socket;
  let waiting;
  let received = [];

  function settle(error, length) {
    const { resolve, reject } = waiting;
    waiting = undefined;
    received = [];
    if (error === undefined) resolve(length);
    else reject(error);
  }

  function open() {
    const opened = connect(Number(port), hostname).setNoDelay();
    opened.on('data', (chunk) => {
      received.push(chunk);
      const answer = received.length === 1 ? chunk : Buffer.concat(received);
      const bodyStart = answer.indexOf(headEnd) + headEnd.length;
      if (bodyStart < headEnd.length || !isWhole(answer, bodyStart)) return;
      const isRight = answer.latin1Slice(9, 12) === '200' && !answer.includes('"errors":', bodyStart);
      settle(isRight ? undefined : new Error(`an answer: ${answer.subarray(0, 1000)}`), answer.length - bodyStart);
    });
    opened.on('error', () => {});
    opened.on('close', () => {
      if (socket === opened) socket = undefined;
      if (waiting !== undefined) settle(new Error('the server closed the connection'));
    });
    return opened;
  }

  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket ??= open();
        socket.write(`${head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    close: () => socket?.destroy(),
  };
}

/** By its length, or by the chunk that ends it (RFC 9112 section 6). */
function isWhole(answer, bodyStart) {
  const head = answer.latin1Slice(0, bodyStart).toLowerCase();
  const name = head.indexOf('\r\ncontent-length:');
  if (name === -1) return answer.subarray(-lastChunk.length).equals(lastChunk);
  return answer.length >= bodyStart + Number.parseInt(head.slice(name + '\r\ncontent-length:'.length), 10);
}

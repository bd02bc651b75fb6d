/**
 * The client's end of a WebSocket (RFC 6455), for messages of text that come whole. It does as little as it can, because
 * thousands of them share a core with the provider.
 */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

const textFrame = 0x1;
const closeFrame = 0x8;
const pingFrame = 0x9;
const pongFrame = 0xa;

/** Resolves once the handshake is done. @param onText gets each message, as bytes read for characters */
export function openSocket(url, protocol, onText, onEnd) {
  const { hostname, port, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-key: ${key}\r\nsec-websocket-version: 13\r\nsec-websocket-protocol: ${protocol}\r\n\r\n`,
  );
  return new Promise((resolve, reject) => {
    let rest = Buffer.alloc(0);
    let isOpen = false;
    const fail = (reason) => (isOpen ? onEnd(reason) : reject(new Error(reason)));
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => fail('the server ended a WebSocket'));
    socket.on('data', (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!isOpen) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const head = rest.toString('latin1', 0, end);
        if (!head.startsWith('HTTP/1.1 101')) return reject(new Error(`no WebSocket: ${head.slice(0, 200)}`));
        rest = rest.subarray(end + 4);
        isOpen = true;
        resolve({ send: (text) => socket.write(toFrame(textFrame, Buffer.from(text))) });
      }
      rest = readFrames(rest, socket, onText, fail);
    });
  });
}

/** Masked with zeros, which leaves the text as it is. */
function toFrame(opcode, payload) {
  const { length } = payload;
  if (length > 0xffff) throw new Error(`a message of ${length} bytes`);
  const head = length < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | Math.min(length, 126);
  if (length >= 126) head.writeUInt16BE(length, 2);
  return Buffer.concat([head, payload]);
}

/** Returns the bytes of the frame that has not come whole. */
function readFrames(bytes, socket, onText, fail) {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = bytes[at + 1] & 0x7f;
    const headBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (bytes.length - at < headBytes) break;
    const length =
      short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    const begin = at + headBytes;
    if (bytes.length < begin + length) break;
    const opcode = bytes[at] & 0x0f;
    if (opcode === textFrame && (bytes[at] & 0x80) !== 0) onText(bytes.latin1Slice(begin, begin + length));
    else if (opcode === pingFrame) socket.write(toFrame(pongFrame, bytes.subarray(begin, begin + length)));
    else if (opcode === closeFrame) fail(`the server closed: ${bytes.latin1Slice(begin, begin + length)}`);
    else if (opcode !== pongFrame) fail(`a frame of opcode ${opcode}, or one that does not come whole`);
    at = begin + length;
  }
  return bytes.subarray(at);
}

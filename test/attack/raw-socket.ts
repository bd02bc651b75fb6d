/** Sockets of clients that keep to no protocol: they send what they are told to, and do not read. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const handshake = [
  'GET /graphql HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
  '',
  '',
].join('\r\n');

/** Never rejects; a connection that was refused is a socket that is destroyed. */
export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  return socket;
}

/** A WebSocket whose client reads nothing after the handshake. Null where it was refused. */
export async function upgrade(port: number): Promise<Socket | null> {
  const socket = await open(port);
  const answered = Promise.race([once(socket, 'data'), once(socket, 'close')]).catch(() => []);
  socket.write(handshake);
  const [chunk] = (await answered) as readonly unknown[];
  socket.pause();
  if (Buffer.isBuffer(chunk) && chunk.toString('latin1').startsWith('HTTP/1.1 101')) return socket;
  socket.destroy();
  return null;
}

export interface FrameOptions {
  /** 1 = text, 0 = a further fragment. */
  readonly opcode?: number;
  readonly isLast?: boolean;
  /** The length that the frame's head declares, where it is another. */
  readonly declared?: number;
}

/** A client's frame; the mask is zero. */
export function toFrame(text: string, { opcode = 1, isLast = true, declared }: FrameOptions = {}): Buffer {
  const payload = Buffer.from(text);
  const length = declared ?? payload.byteLength;
  const first = (isLast ? 0x80 : 0) | opcode;
  const mask = Buffer.alloc(4);
  if (length < 126) return Buffer.concat([Buffer.from([first, 0x80 | length]), mask, payload]);
  const head = Buffer.alloc(length < 65_536 ? 4 : 10);
  head[0] = first;
  head[1] = 0x80 | (length < 65_536 ? 126 : 127);
  if (length < 65_536) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask, payload]);
}

/** Sends it as often as the other side takes it, until so many bytes or the time are over. The bytes that it took. */
export async function pour(socket: Socket, bytes: Buffer, most: number, milliseconds: number): Promise<number> {
  const endsAt = performance.now() + milliseconds;
  let sent = 0;
  while (sent < most && !socket.destroyed && socket.writable && performance.now() < endsAt) {
    if (!socket.write(bytes) && !(await drains(socket, endsAt - performance.now()))) break;
    sent += bytes.byteLength;
  }
  return sent;
}

async function drains(socket: Socket, milliseconds: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => {
    resolve(false);
  }, milliseconds);
  const onDrain = (): void => {
    resolve(true);
  };
  const onClose = (): void => {
    resolve(false);
  };
  socket.once('drain', onDrain).once('close', onClose);
  const hasDrained = await promise;
  clearTimeout(timer);
  socket.off('drain', onDrain).off('close', onClose);
  return hasDrained;
}

/** Limits how many connections are open at once. An idle one makes room for a new one, so that probes are answered. */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Where the limit is reached, a new connection replaces the one that has been idle longest. Where none is idle, the new
 * one is closed. A connection is busy while a request whose head is complete is being answered, and as a WebSocket.
 * @param onDrop called for each connection that is closed
 */
export function limitConnections(server: Server, maximum: number, onDrop: () => void): void {
  /** How many requests and WebSockets are under way on each open connection. */
  const open = new Map<Socket, number>();
  /** In the order in which they became idle. */
  const idle = new Set<Socket>();

  function forget(socket: Socket): void {
    open.delete(socket);
    idle.delete(socket);
  }
  function add(socket: Socket, change: 1 | -1): void {
    const before = open.get(socket);
    if (before === undefined) return;
    open.set(socket, before + change);
    if (before + change === 0) idle.add(socket);
    else idle.delete(socket);
  }
  function drop(socket: Socket): void {
    // At once: its 'close' comes later than the next connection may.
    forget(socket);
    socket.destroy();
    onDrop();
  }

  server.on('connection', (socket: Socket) => {
    if (open.size >= maximum) {
      const [oldest = socket] = idle;
      drop(oldest);
      if (oldest === socket) return;
    }
    open.set(socket, 0);
    idle.add(socket);
    socket.once('close', () => {
      forget(socket);
    });
  });
  server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.on('close', () => {
      add(socket, -1);
    });
  });
  server.on('upgrade', ({ socket }) => {
    add(socket, 1);
  });
}

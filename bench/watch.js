/** Subscribers that wait: each has a WebSocket of its own, and watches one job that is under way and does not change. */
import { WebSocket } from 'undici';
import { toJobId } from './world.js';

/** As many open their connections at once. */
const atOnce = 50;

const subscription = `subscription Watch($ids: [ID!]!) {
  jobUpdated(ids: $ids) { id status rawStatus statusMessage updatedAt progress { total succeeded failed } }
}`;

const sockets = [];

/** Opens subscriptions until there are `count` of them, and waits until each has had its first event. */
export async function watchMore({ url, count }) {
  while (sockets.length < count) {
    const first = sockets.length;
    const length = Math.min(atOnce, count - first);
    sockets.push(
      ...(await Promise.all(Array.from({ length }, (_, index) => watch(url, toJobId((first + index) * 2))))),
    );
  }
  return sockets.length;
}

function watch(url, id) {
  const socket = new WebSocket(url.replace('http:', 'ws:'), 'graphql-transport-ws');
  const send = (message) => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => send({ type: 'connection_init' }));
    socket.addEventListener('close', ({ code, reason }) =>
      reject(new Error(`a WebSocket was closed: ${code} ${reason}`)),
    );
    socket.addEventListener('message', ({ data }) => {
      const { type, payload } = JSON.parse(data);
      if (type === 'connection_ack')
        send({ id: '1', type: 'subscribe', payload: { query: subscription, variables: { ids: [id] } } });
      else if (type === 'ping') send({ type: 'pong' });
      else if (type === 'next' && payload.errors === undefined) resolve(socket);
      else reject(new Error(`${id}: ${data}`));
    });
  });
}

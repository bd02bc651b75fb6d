/** Where the store is, and by what its certificate is trusted. */
import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectSecurely, createSecureContext } from 'node:tls';
import type { ClusterSettings } from '../config/cluster.ts';

const always = { noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 };

/** Reads certificates once: a file that is gone later ends nothing. */
export function createSocketOpener({ url, caFile }: ClusterSettings['valkey']): () => Socket {
  if (url.startsWith('unix:')) return () => connect({ path: url.slice('unix:'.length) });
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const address = { ...always, host, port: port === '' ? 6379 : Number(port) };
  if (protocol !== 'rediss:') return () => connect(address);
  const ca = caFile === undefined ? undefined : readFileSync(caFile, 'utf8');
  const secureContext = createSecureContext({ ca });
  return () => connectSecurely({ ...address, secureContext, servername: isIP(host) === 0 ? host : '' });
}

/** Whether what a configuration names beside its sources can be reached: the issuer's keys, the store of a cluster, the receiver of traces. */
import { readKeySet } from '../src/auth/key-set-document.ts';
import { createSocketOpener } from '../src/cluster/store-socket.ts';
import { openSession } from '../src/cluster/store-session.ts';
import type { ClusterSettings } from '../src/config/cluster.ts';
import type { Config } from '../src/config/load.ts';

/** What was tried, by the name of its setting, and whether it was reached. */
export interface Reached {
  readonly setting: string;
  readonly isReached: boolean;
  /** A sentence, without what the other side says. */
  readonly message: string;
}

/** Milliseconds for each of them. */
const timeout = 5000;

/** Those that are set, all at once. Throws nothing. */
export async function reachOthers(
  { auth, cluster }: Config,
  options: { readonly sendsTraces: boolean; readonly signal: AbortSignal },
): Promise<readonly Reached[]> {
  const jwksUri = 'jwksUri' in auth ? auth.jwksUri : undefined;
  return Promise.all([
    ...(jwksUri === undefined ? [] : [reachKeys(jwksUri, options.signal)]),
    ...(cluster === undefined ? [] : [reachStore(cluster.valkey)]),
    ...(options.sendsTraces ? [reachTraces()] : []),
  ]);
}

async function reachKeys(uri: string, signal: AbortSignal): Promise<Reached> {
  const setting = 'auth.jwksUri';
  try {
    const keys = await readKeySet({ uri: new URL(uri), fetch: globalThis.fetch, timeoutMilliseconds: timeout, signal });
    return {
      setting,
      isReached: true,
      message: `${keys.length} ${keys.length === 1 ? 'key' : 'keys'} to check tokens with.`,
    };
  } catch (error) {
    const why = error instanceof Error && 'fault' in error ? ` (${String(error.fault)})` : '';
    return {
      setting,
      isReached: false,
      message: `The keys of the issuer cannot be read${why}: no token will be accepted.`,
    };
  }
}

async function reachStore(valkey: ClusterSettings['valkey']): Promise<Reached> {
  const isReached = await new Promise<boolean>((resolve) => {
    const session = openSession({
      valkey,
      openSocket: createSocketOpener(valkey),
      maxReplyBytes: 10_000,
      onReady: () => {
        resolve(true);
        session.end();
      },
      onUnasked: () => true,
      onEnd: () => {
        resolve(false);
      },
    });
  });
  const message = isReached
    ? 'The store takes commands.'
    : 'The store was not reached, or refuses the name and password.';
  return { setting: 'cluster.valkey.url', isReached, message };
}

/** Sends no trace, by what sends them. */
async function reachTraces(): Promise<Reached> {
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-proto');
  const exporter = new OTLPTraceExporter({ timeoutMillis: timeout });
  const code = await new Promise<number>((resolve) => {
    exporter.export([], (result) => {
      resolve(result.code);
    });
  });
  await exporter.shutdown();
  const isReached = code === 0;
  const message = isReached
    ? 'Traces are taken.'
    : 'Traces are not taken: look at the address, the path and the headers.';
  return { setting: 'OTEL_EXPORTER_OTLP_ENDPOINT', isReached, message };
}

/**
 * The part of `@graphql-hive/gateway-runtime` that is used here; tsconfig.json points its name to this file. Its own types
 * change those of every GraphQLError in the program (`extensions.http`), as graphql-yoga wants them and Apollo Server does not.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerOptions } from 'graphql-ws';

export interface GatewayRuntime extends AsyncDisposable {
  (request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Plans and executes operations on a supergraph; only passed on here. */
export type PlanGraph = (options: never) => Promise<unknown>;

export interface GatewayOptions {
  readonly supergraph: string;
  /** Default: the runtime's own. */
  readonly unifiedGraphHandler?: PlanGraph;
  readonly logging: boolean | 'debug' | 'info' | 'warn' | 'error';
  readonly propagateHeaders: {
    readonly fromClientToSubgraphs: (payload: {
      readonly request: Request;
      readonly subgraphName: string;
    }) => Readonly<Record<string, string | null>>;
  };
  /** By subgraph. */
  readonly transportEntries: Readonly<
    Record<
      string,
      {
        readonly options: {
          readonly subscriptions: {
            readonly kind: 'ws';
            readonly location: string;
            readonly options: { readonly connectionParams: Readonly<Record<string, string>> };
          };
        };
      }
    >
  >;
}

export function createGatewayRuntime(options: GatewayOptions): GatewayRuntime;

/** What graphql-ws needs to serve the runtime; `toContext` gives what the context needs beside the connection's parameters. */
export function getGraphQLWSOptions(
  runtime: GatewayRuntime,
  toContext: (connection: { readonly extra: unknown }) => { readonly request: Request },
): ServerOptions;

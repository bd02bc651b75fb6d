import { composeServices } from '@apollo/composition';
import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { ports } from '../../examples/supergraph/ports.ts';
import { printTypeDefs } from '../../src/operation/sdl.ts';

/**
 * The keys that each program's documentation names, as far as the files use them: neither program is at hand here.
 * Rover: https://www.apollographql.com/docs/rover/commands/supergraphs
 * Apollo Router: https://www.apollographql.com/docs/graphos/routing/configuration/yaml
 * wgc: https://cosmo-docs.wundergraph.com/cli/router/compose
 * Cosmo Router: https://cosmo-docs.wundergraph.com/router/configuration
 */
const schemaFile = z.strictObject({ file: z.string() });

const shapes = {
  'supergraph.yaml': z.strictObject({
    federation_version: z.literal('=2.9.0'),
    subgraphs: z.record(z.string(), z.strictObject({ routing_url: z.url(), schema: schemaFile })),
  }),
  'router.yaml': z.strictObject({
    supergraph: z.strictObject({ listen: z.string(), path: z.string(), introspection: z.boolean() }),
    headers: z.strictObject({
      subgraphs: z.record(
        z.string(),
        z.strictObject({ request: z.array(z.strictObject({ propagate: z.strictObject({ named: z.string() }) })) }),
      ),
    }),
    include_subgraph_errors: z.strictObject({ all: z.boolean(), subgraphs: z.record(z.string(), z.boolean()) }),
    subscription: z.strictObject({
      enabled: z.literal(true),
      mode: z.strictObject({
        passthrough: z.strictObject({
          subgraphs: z.record(
            z.string(),
            z.strictObject({ path: z.string(), protocol: z.enum(['graphql_ws', 'graphql_transport_ws']) }),
          ),
        }),
      }),
    }),
  }),
  'cosmo-graph.yaml': z.strictObject({
    version: z.literal(1),
    subgraphs: z.array(
      z.strictObject({
        name: z.string(),
        routing_url: z.url(),
        schema: schemaFile,
        subscription: z
          .strictObject({
            url: z.url(),
            protocol: z.enum(['ws', 'sse', 'sse_post']),
            websocket_subprotocol: z.enum(['auto', 'graphql-ws', 'graphql-transport-ws']),
          })
          .optional(),
      }),
    ),
  }),
  'cosmo.yaml': z.strictObject({
    version: z.literal('1'),
    listen_addr: z.string(),
    graphql_path: z.string(),
    introspection_enabled: z.boolean(),
    execution_config: z.strictObject({ file: z.strictObject({ path: z.string() }) }),
    headers: z.strictObject({
      subgraphs: z.record(
        z.string(),
        z.strictObject({ request: z.array(z.strictObject({ op: z.literal('propagate'), named: z.string() })) }),
      ),
    }),
    websocket: z.strictObject({ enabled: z.literal(true), forward_initial_payload: z.literal(true) }),
  }),
};

const folder = new URL('../../examples/supergraph/', import.meta.url);

function read<Name extends keyof typeof shapes>(name: Name): z.output<(typeof shapes)[Name]> {
  return shapes[name].parse(parseYaml(readFileSync(new URL(name, folder), 'utf8'))) as z.output<(typeof shapes)[Name]>;
}

const urls = {
  jobgraph: `http://127.0.0.1:${ports.jobgraph}/graphql`,
  annotations: `http://127.0.0.1:${ports.annotations}/`,
};

describe('the files for other routers', () => {
  it.each(Object.keys(shapes) as readonly (keyof typeof shapes)[])('%s is YAML, with known keys only', (name) => {
    expect(() => read(name)).not.toThrow();
  });

  it('name the addresses that the example starts on', () => {
    const rover = Object.entries(read('supergraph.yaml').subgraphs).map(([name, { routing_url }]) => [
      name,
      routing_url,
    ]);
    const cosmo = read('cosmo-graph.yaml').subgraphs.map(({ name, routing_url }) => [name, routing_url]);
    const listening = [read('router.yaml').supergraph.listen, read('cosmo.yaml').listen_addr];

    expect(rover).toEqual(Object.entries(urls));
    expect(cosmo).toEqual(Object.entries(urls));
    expect(listening).toEqual([`127.0.0.1:${ports.router}`, `127.0.0.1:${ports.router}`]);
  });

  it('send the token to jobgraph alone', () => {
    const router = read('router.yaml').headers.subgraphs;
    const cosmo = read('cosmo.yaml').headers.subgraphs;

    expect(router).toEqual({ jobgraph: { request: [{ propagate: { named: 'authorization' } }] } });
    expect(cosmo).toEqual({ jobgraph: { request: [{ op: 'propagate', named: 'Authorization' }] } });
  });

  it('subscribe to jobgraph over its WebSocket', () => {
    const router = read('router.yaml').subscription.mode.passthrough.subgraphs;
    const cosmo = read('cosmo-graph.yaml').subgraphs.map(({ subscription }) => subscription);

    expect(router).toEqual({ jobgraph: { path: '/graphql', protocol: 'graphql_ws' } });
    expect(cosmo).toEqual([
      { url: urls.jobgraph, protocol: 'ws', websocket_subprotocol: 'graphql-transport-ws' },
      undefined,
    ]);
  });

  it('name schema files that compose, jobgraph’s once it is printed', () => {
    const printed = new Map([['./composed/jobgraph.graphql', printTypeDefs({ authDirectives: false })]]);
    const services = Object.entries(read('supergraph.yaml').subgraphs).map(([name, { routing_url, schema }]) => ({
      name,
      url: routing_url,
      typeDefs: parse(printed.get(schema.file) ?? readFileSync(new URL(schema.file, folder), 'utf8')),
    }));

    expect(composeServices(services).errors).toBeUndefined();
  });
});

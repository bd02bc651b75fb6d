import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin, RolldownOptions } from 'rolldown';
import { printPrepared } from './src/graph/prepared-subgraph.ts';
import { buildSubgraph } from './src/graph/subgraph.ts';

/** What the explorer sends to browsers as it is. */
const copySocketClient: Plugin = {
  name: 'copy-socket-client',
  generateBundle() {
    const source = readFileSync(new URL('node_modules/graphql-ws/umd/graphql-ws.min.js', import.meta.url));
    this.emitFile({ type: 'asset', fileName: 'graphql-ws.min.js', source });
  },
};

/** The SDL is read and checked now, and not at each start. The schema that comes of it is the same. */
const prepareSubgraph: Plugin = {
  name: 'prepare-subgraph',
  load: {
    filter: { id: fileURLToPath(new URL('src/graph/subgraph.ts', import.meta.url)) },
    handler: () => `
      import { buildPrepared } from './prepared-subgraph.ts';
      export const buildSubgraph = () => buildPrepared(${JSON.stringify(printPrepared(buildSubgraph()))});`,
  },
};

/** The program and its packages in a few files: it starts in half the time that 1,700 modules take. */
export default {
  input: ['src/main.ts', 'src/cli.ts'],
  platform: 'node',
  plugins: [prepareSubgraph, copySocketClient],
  transform: {
    // Apollo's hash asks `module.require` for node:crypto, which a bundled module does not have: each request's document
    // would be hashed by the JavaScript that is meant for browsers.
    define: { 'module.require': 'process.getBuiltinModule' },
  },
  output: { dir: 'dist', cleanDir: true },
} satisfies RolldownOptions;

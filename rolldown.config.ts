import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin, RolldownOptions } from 'rolldown';
import { printPrepared } from './src/operation/prepared-subgraph.ts';
import { buildSubgraph } from './src/operation/subgraph.ts';

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
    filter: { id: fileURLToPath(new URL('src/operation/subgraph.ts', import.meta.url)) },
    handler: () => `
      import { buildPrepared } from './prepared-subgraph.ts';
      export const buildSubgraph = () => buildPrepared(${JSON.stringify(printPrepared(buildSubgraph()))});`,
  },
};

/** The steps of a cluster's store, which are files in the sources. */
const scriptsOfStore: Plugin = {
  name: 'scripts-of-store',
  load: {
    filter: { id: fileURLToPath(new URL('src/cluster/lua-texts.ts', import.meta.url)) },
    handler: () => {
      const folder = new URL('src/cluster/lua/', import.meta.url);
      const texts = readdirSync(folder).map((file) => [
        basename(file, '.lua'),
        readFileSync(new URL(file, folder), 'utf8'),
      ]);
      return `
        const texts = ${JSON.stringify(Object.fromEntries(texts))};
        export const readLua = (name) => texts[name];`;
    },
  },
};

/**
 * undici's own index also loads its fetch, mocks and caches, which is half of it. Only names of import statements are taken from
 * here, since the bundler checks these; `import('undici')` has the whole package, in a file that is loaded when it runs.
 */
const clientsOfUndici: Plugin = {
  name: 'clients-of-undici',
  resolveId: {
    filter: { id: /^undici$/ },
    handler: (_id, _importer, { kind }) => (kind === 'import-statement' ? '\0undici' : undefined),
  },
  load: {
    filter: { id: /^\0undici$/ },
    handler: () => `
      import Agent from 'undici/lib/dispatcher/agent.js';
      import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
      import Pool from 'undici/lib/dispatcher/pool.js';
      import api from 'undici/lib/api/index.js';
      Object.assign(Dispatcher.prototype, api);
      export { Agent, Dispatcher, Pool };`,
  },
};

/** The program and its packages in a few files: it starts in half the time that 1,700 modules take. */
export default {
  input: { main: 'src/main.ts', cli: 'cli/main.ts' },
  platform: 'node',
  plugins: [prepareSubgraph, scriptsOfStore, clientsOfUndici, copySocketClient],
  // `import * as all` and then a name that the module lacks: undefined at run time, and only a warning otherwise.
  onLog: (level, log, handle) => handle(log.code === 'IMPORT_IS_UNDEFINED' ? 'error' : level, log),
  transform: {
    // Apollo's hash asks `module.require` for node:crypto, which a bundled module does not have: each request's document
    // would be hashed by the JavaScript that is meant for browsers.
    define: { 'module.require': 'process.getBuiltinModule' },
  },
  output: { dir: 'dist', cleanDir: true, comments: { annotation: false, jsdoc: false } },
} satisfies RolldownOptions;

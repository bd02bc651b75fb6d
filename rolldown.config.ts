import { readFileSync } from 'node:fs';
import type { Plugin, RolldownOptions } from 'rolldown';

/** What the explorer sends to browsers as it is. */
const copySocketClient: Plugin = {
  name: 'copy-socket-client',
  generateBundle() {
    const source = readFileSync(new URL('node_modules/graphql-ws/umd/graphql-ws.min.js', import.meta.url));
    this.emitFile({ type: 'asset', fileName: 'graphql-ws.min.js', source });
  },
};

/** The program and its packages in a few files: it starts in half the time that 1,700 modules take. */
export default {
  input: ['src/main.ts', 'src/cli.ts'],
  platform: 'node',
  plugins: [copySocketClient],
  transform: {
    // Apollo's hash asks `module.require` for node:crypto, which a bundled module does not have: each request's document
    // would be hashed by the JavaScript that is meant for browsers.
    define: { 'module.require': 'process.getBuiltinModule' },
  },
  output: { dir: 'dist', cleanDir: true },
} satisfies RolldownOptions;

/**
 * `npm run build`: the program, the console and the client, and the licences of all packages whose code these hold, into dist/.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { rolldown, type Plugin } from 'rolldown';
import config from '../rolldown.config.ts';
import { buildClient, clientFolder } from './build-client.ts';
import { writeConsole } from './build-console.ts';
import { collectPackages, formatLicenses } from './third-party-licenses.ts';

const preface = `jobgraph holds code of the packages below: in its program, its console, its client, and in GraphiQL, the page at
/explorer. Each stands under the terms that follow its name. jobgraph's own terms are in LICENSE.
`;

async function buildProgram(plugin: Plugin): Promise<void> {
  const bundle = await rolldown({ ...config, plugins: [...config.plugins, plugin] });
  await bundle.write(config.output);
  await bundle.close();
}

/** GraphiQL comes as one file of many packages, which are not installed here. */
async function writeLicenses(folders: readonly string[]): Promise<void> {
  const ofGraphiQL = await readFile(new URL('graphiql-licenses.txt', import.meta.url), 'utf8');
  const text = `${preface}\n${await formatLicenses(folders)}\n${ofGraphiQL}`;
  await writeFile(new URL('../dist/THIRD_PARTY_LICENSES', import.meta.url), text);
}

const { plugin, folders } = collectPackages();
// First, because it empties dist/.
await buildProgram(plugin);
await writeConsole([plugin]);
await buildClient(clientFolder, [plugin]);
await writeLicenses(folders());

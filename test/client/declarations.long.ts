/** The declarations of `jobgraph/client` stand alone, and the compiler refuses what the graph would refuse. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildClient } from '../../bin/build-client.ts';

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
let folder: string;

const head = `import { JobDocument, JobSourcesDocument, listJobs, query, watchJobs, GraphError } from 'jobgraph/client';
const graph = { url: new URL('https://jobs.example/graphql'), fetch, webSocket: WebSocket, token: async () => null };
const { data, error } = await query(JobDocument, { id: 'devices:ERRS1' }, graph);
`;

const right = `
if (data.job?.__typename === 'KubernetesJob') data.job.namespace.toUpperCase();
if (error?.codes.includes('JOB_NOT_FOUND')) throw error;
const sources: readonly string[] | undefined = (await query(JobSourcesDocument, {}, graph)).data.jobSources?.map(({ name }) => name);
for await (const { jobs, issues } of listJobs({ filter: { statuses: ['FAILED'] }, first: 5 }, graph))
  if (issues.length === 0) jobs[0]?.source.name.toUpperCase();
for await (const { job } of watchJobs({ ids: ['a'] }, graph)) job?.status?.toUpperCase();
for await (const { event } of watchJobs({ filter: { isTerminal: false } }, graph)) event?.kind.toUpperCase();
export const failure = new GraphError('', []), names = sources;
`;

const wrong: readonly (readonly [what: string, line: string, code: string])[] = [
  ['a field that is not asked for', 'data.job?.nothing;', 'TS2339'],
  ['a field of one provider, of any job', 'data.job?.namespace;', 'TS2339'],
  ['a value that may be null', 'data.job.id;', 'TS18047'],
  ['a variable that is not there', "await query(JobDocument, { id: 'a', jobId: 'a' }, graph);", 'TS2353'],
  ['a variable that is missing', 'await query(JobDocument, {}, graph);', 'TS2345'],
  ['a variable of another type', 'await query(JobDocument, { id: 5 }, graph);', 'TS2322'],
  ['a status that there is not', "listJobs({ filter: { statuses: ['DONE'] } }, graph);", 'TS2322'],
  ['a comparison that cannot be', "data.job?.status === 'DONE';", 'TS2367'],
  ['a code that there is not', "error?.codes.includes('NOT_THERE');", 'TS2345'],
  ['one id in place of several', "watchJobs({ ids: 'a' }, graph);", 'TS2769'],
  ['no address', "await query(JobDocument, { id: 'a' }, {});", 'TS2345'],
];

const worlds = {
  browser: { lib: ['es2023', 'dom'], types: [] },
  node: { lib: ['es2023'], types: ['node'] },
};

/** Compiles a module in the world, declarations included. Returns what the compiler said. */
async function compile(world: keyof typeof worlds, text: string): Promise<readonly string[]> {
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false },
    ...{ target: 'es2022', module: 'nodenext' },
    ...worlds[world],
  };
  writeFileSync(join(folder, 'app.ts'), text);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  const { stdout } = await promisify(execFile)(process.execPath, [compiler], { cwd: folder }).catch(
    (failure: unknown) => failure as { readonly stdout: string },
  );
  return stdout.split('\n').filter((line) => /^(\S.*: )?error TS/.test(line));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jobgraph-types-'));
  const jobgraph = join(folder, 'node_modules/jobgraph');
  await buildClient(join(jobgraph, 'dist/client'));
  mkdirSync(jobgraph, { recursive: true });
  const exports = { './client': { types: './dist/client/index.d.ts', default: './dist/client/index.js' } };
  writeFileSync(join(jobgraph, 'package.json'), JSON.stringify({ name: 'jobgraph', type: 'module', exports }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  symlinkSync(resolve('node_modules/@types'), join(folder, 'node_modules/@types'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the declarations', () => {
  it.each(['browser', 'node'] as const)('compile in the world of a %s without any other package', async (world) => {
    await expect(compile(world, head + right)).resolves.toEqual([]);
  });

  it('refuse what is wrong, line by line', async () => {
    const said = await compile('browser', head + wrong.map(([, line]) => line).join('\n'));

    const first = head.split('\n').length;
    const expected = wrong.map(([what, , code], index) => [what, first + index, code]);
    const found = said.map((text) => {
      const [, line, code] = /\((\d+),\d+\): error (TS\d+)/.exec(text) ?? [];
      return [wrong[Number(line) - first]?.[0], Number(line), code];
    });
    expect(found).toEqual(expected);
  });
});

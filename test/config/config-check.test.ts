import { afterEach, expect, it } from 'vitest';
import { checkConfig } from '../../cli/config-check.ts';
import { startDemo, type Demo } from '../../emulators/demo/start.ts';
import { findProvider } from '../../src/providers.ts';
import { write } from './config-file.ts';

let demo: Demo | undefined;
afterEach(async () => {
  await demo?.close();
  demo = undefined;
});

async function check(config: object | string, probes: boolean): Promise<{ status: number; lines: readonly string[] }> {
  const file = write('checked.yaml', typeof config === 'string' ? config : JSON.stringify(config));
  const lines: string[] = [];
  const print = (line: string): void => {
    lines.push(line);
  };
  const clock = { now: Date.now, monotonic: () => performance.now(), random: Math.random };
  const onFault = (error: unknown): never => {
    throw error;
  };
  const status = await checkConfig(file, { probes, print, ...clock, onFault });
  // The steps below each source are for test/cli/broken-sources.test.ts.
  return { status, lines: lines.filter((line) => !line.startsWith('  ')).toSorted() };
}

const auth = { mode: 'none' };

it('says every fault of the file, as the start does', async () => {
  const { status, lines } = await check('auth: { mode: none }\nserver: { port: x }\nsources: []\n', false);

  expect(status).toBe(78);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/server\.port[\s\S]*sources/);
});

it('asks each source once, those without a list for a job that cannot be', async () => {
  demo = await startDemo();

  const { status, lines } = await check({ auth, sources: demo.sources }, true);

  expect(status).toBe(0);
  const words = demo.sources.map(({ name, provider }) => `${name} (${findProvider(provider)?.enumValue}): ok`);
  expect(lines).toEqual(['The configuration is sound.', ...words.sort()]);
});

it('says which sources cannot be asked, and why', async () => {
  demo = await startDemo();
  const credentials = { accessKeyId: 'AKIDUNKNOWN', secretAccessKey: 'another' };
  const sources = demo.sources.map((source) =>
    (source as { readonly name: string }).name === 'pipelines' ? { ...source, credentials } : source,
  );

  const { status, lines } = await check({ auth, sources }, true);

  expect(status).toBe(77);
  expect(lines.filter((line) => !line.endsWith('ok'))).toEqual([
    'The configuration is sound.',
    'pipelines (CODEPIPELINE): MISCONFIGURED',
  ]);
});
